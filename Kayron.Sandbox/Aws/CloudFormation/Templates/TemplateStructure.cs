using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>The shape of a template: known sections, resources with a type, numbers within the quotas.</summary>
public static partial class TemplateStructure
{
    private static readonly HashSet<string> Sections =
        ["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Transform", "Resources", "Outputs", "Hooks", "Globals"];

    private static readonly HashSet<string> Attributes =
        ["Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy"];

    public static void Check(JsonObject root)
    {
        var unknown = root.Select(member => member.Key).Where(name => !Sections.Contains(name)).ToList();
        if (unknown.Count > 0) throw Malformed($"Invalid template property or properties [{string.Join(", ", unknown)}]", prefix: "");
        if (root["AWSTemplateFormatVersion"] is { } version && version.ToString() != "2010-09-09") throw Malformed($"Template format error: Unsupported value for AWSTemplateFormatVersion.", prefix: "");
        foreach (var section in (string[])["Parameters", "Mappings", "Conditions", "Resources", "Outputs"]) CheckSection(root, section);
        if (root["Resources"] is not JsonObject { Count: > 0 } resources) throw Malformed("At least one Resources member must be defined.");
        foreach (var (logicalId, resource) in resources) CheckResource(logicalId, (JsonObject)resource!);
        CheckTypes(resources);
        CheckQuota(resources.Count, TemplateLimits.Resources, "resources");
        CheckQuota((root["Parameters"] as JsonObject)?.Count ?? 0, TemplateLimits.Parameters, "parameters");
        CheckQuota((root["Outputs"] as JsonObject)?.Count ?? 0, TemplateLimits.Outputs, "outputs");
    }

    private static void CheckSection(JsonObject root, string section)
    {
        if (root[section] is null) return;
        if (root[section] is not JsonObject members) throw Malformed($"[/{section}] must be an object");
        foreach (var (name, member) in members)
        {
            if (member is not JsonObject) throw Malformed($"[/{section}/{name}] Every {section} member must be an object.");
            if (section is "Resources" or "Parameters" && !LogicalId().IsMatch(name)) throw Malformed($"{section[..^1]} name {name} is non alphanumeric.");
        }
    }

    private static void CheckResource(string logicalId, JsonObject resource)
    {
        var unknown = resource.Select(member => member.Key).Where(name => !Attributes.Contains(name)).ToList();
        if (unknown.Count > 0) throw Malformed($"Invalid template resource property '{unknown[0]}'", prefix: "");
        if (resource["Type"] is not JsonValue) throw Malformed($"[/Resources/{logicalId}] Every Resources object must contain a Type member.");
        if (resource["Properties"] is not null and not JsonObject) throw Malformed($"[/Resources/{logicalId}/Properties] Properties must be an object.");
    }

    private static void CheckTypes(JsonObject resources)
    {
        var unrecognized = resources.Select(resource => resource.Value!["Type"]!.ToString()).Where(type => !TypeName().IsMatch(type)).Distinct().ToList();
        if (unrecognized.Count > 0) throw Malformed($"Unrecognized resource types: [{string.Join(", ", unrecognized)}]");
    }

    private static void CheckQuota(int count, int limit, string what)
    {
        if (count > limit) throw Malformed($"Number of {what}, {count}, is greater than maximum allowed, {limit}");
    }

    private static AwsException Malformed(string message, string prefix = "Template format error: ") => AwsException.Validation(prefix + message);

    [GeneratedRegex("^[A-Za-z0-9]{1,255}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LogicalId();

    [GeneratedRegex(@"^(Custom::[\w@-]+|[A-Za-z0-9]+(::[A-Za-z0-9]+){2,3})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();
}
