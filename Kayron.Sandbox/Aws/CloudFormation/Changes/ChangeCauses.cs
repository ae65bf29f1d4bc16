using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Why a property changes, in the terms of change sets.</summary>
/// <param name="Dynamic">Whether CloudFormation can only tell for certain when it executes.</param>
public sealed record ChangeCause(string Source, string? Entity, bool Dynamic)
{
    public static ChangeCause Direct { get; } = new("DirectModification", null, Dynamic: false);

    public static ChangeCause Automatic { get; } = new("Automatic", null, Dynamic: true);
}

/// <summary>Finds the parameters, resources and edits behind a changed property.</summary>
public sealed class ChangeCauses(StackState stack, StackDefinition definition, Template after)
{
    private readonly Template? _before = stack.Definition.TemplateBody.Length > 0 ? TemplateCache.Get(stack.Definition.TemplateBody) : null;

    /// <summary>The values within a property that differ.</summary>
    public IEnumerable<PropertyDifference> Differences(ResourceDifference resource, string property) => PropertyDifferences.Of(
        property, resource.Current!.Properties[property], resource.After![property],
        Expression(_before, resource.LogicalId, property), Expression(after, resource.LogicalId, property));

    public IReadOnlyList<ChangeCause> Of(ResourceDifference resource, PropertyDifference difference)
    {
        var references = References.In(difference.Expression).SelectMany(ThroughConditions).Distinct();
        var causes = references.Select(reference => Cause(resource, reference)).OfType<ChangeCause>().Distinct().ToList();
        if (!JsonNode.DeepEquals(difference.Expression, difference.ExpressionBefore) || causes.Count == 0) causes.Add(ChangeCause.Direct);
        return causes;
    }

    private ChangeCause? Cause(ResourceDifference resource, Reference reference)
    {
        if (after.Parameters.ContainsKey(reference.Name))
            return ParameterChanged(reference.Name) ? new ChangeCause("ParameterReference", reference.Name, Dynamic: false) : null;
        if (!resource.UncertainNames.Contains(reference.Name)) return null;
        return reference.Attribute is { } attribute
            ? new ChangeCause("ResourceAttribute", $"{reference.Name}.{attribute}", Dynamic: true)
            : new ChangeCause("ResourceReference", reference.Name, Dynamic: true);
    }

    /// <summary>A condition stands for the parameters that it looks at.</summary>
    private IEnumerable<Reference> ThroughConditions(Reference reference) => reference.Kind == ReferenceKind.Condition
        ? References.In(after.Conditions[reference.Name]).SelectMany(ThroughConditions)
        : [reference];

    private bool ParameterChanged(string name) => stack.Definition.Parameters.GetValueOrDefault(name)?.Effective != definition.Parameters.GetValueOrDefault(name)?.Effective;

    private static JsonNode? Expression(Template? template, string logicalId, string property) => template?.Resources.GetValueOrDefault(logicalId)?.Properties[property];
}
