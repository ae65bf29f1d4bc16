using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Every reference has to lead somewhere.</summary>
public static class ReferenceCheck
{
    public static void Check(Template template)
    {
        foreach (var resource in template.Resources.Values) CheckResource(template, resource);
        CheckBlock(template, template.Resources.Values.Select(resource => resource.Properties), "Resources");
        CheckBlock(template, [template.Outputs], "Outputs");
        CheckConditions(template);
    }

    private static void CheckResource(Template template, ResourceDeclaration resource)
    {
        var missing = resource.DependsOn.Where(name => !template.Resources.ContainsKey(name)).ToList();
        if (missing.Count > 0) throw Unresolved(missing, "Resources");
        if (resource.Condition is { } condition && !template.Conditions.ContainsKey(condition))
            throw AwsException.Validation($"Template format error: Unresolved condition dependency {condition} in the Resources block of the template");
    }

    private static void CheckBlock(Template template, IEnumerable<JsonNode> nodes, string block)
    {
        var references = nodes.SelectMany(References.In).Distinct().ToList();
        var values = references.Where(reference => reference.Kind == ReferenceKind.Value && !IsKnown(template, reference.Name)).Select(reference => reference.Name).ToList();
        if (values.Count > 0) throw Unresolved(values, block);
        if (references.Find(reference => reference.Kind == ReferenceKind.Attribute && !template.Resources.ContainsKey(reference.Name)) is { } attribute)
            throw AwsException.Validation($"Template error: instance of Fn::GetAtt references undefined resource {attribute.Name}");
        if (references.Find(reference => reference.Kind == ReferenceKind.Condition && block != "Outputs" && !template.Conditions.ContainsKey(reference.Name)) is { } condition)
            throw AwsException.Validation($"Template format error: Unresolved condition dependency {condition.Name} in the {block} block of the template");
    }

    private static void CheckConditions(Template template)
    {
        var misplaced = References.In(template.Conditions).Where(reference =>
            reference.Kind != ReferenceKind.Condition && !template.Parameters.ContainsKey(reference.Name) && !IsPseudo(reference.Name)).Select(reference => reference.Name).Distinct().ToList();
        if (misplaced.Count > 0)
            throw AwsException.Validation($"Template format error: Unresolved dependencies [{string.Join(", ", misplaced)}]. Cannot reference resources in the Conditions block of the template");
    }

    private static bool IsKnown(Template template, string name) => template.Resources.ContainsKey(name) || template.Parameters.ContainsKey(name) || IsPseudo(name);

    private static bool IsPseudo(string name) => name.StartsWith("AWS::", StringComparison.Ordinal);

    private static AwsException Unresolved(IEnumerable<string> names, string block) =>
        AwsException.Validation($"Template format error: Unresolved resource dependencies [{string.Join(", ", names)}] in the {block} block of the template");
}
