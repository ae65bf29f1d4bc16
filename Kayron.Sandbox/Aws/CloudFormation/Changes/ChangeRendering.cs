using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Writes a difference as DescribeChangeSet answers it, property values included.</summary>
public sealed class ChangeRendering(StackState stack, StackDefinition definition, StackDifference difference)
{
    private readonly ChangeCauses _causes = new(stack, definition, difference.Template);
    private readonly Secrets _secrets = new(difference.Template, definition, stack);

    /// <param name="nestedChangeSetId">The change set of a nested stack, where there is one.</param>
    public JsonObject Change(ResourceDifference resource, string? nestedChangeSetId) => new()
    {
        ["Type"] = "Resource",
        ["ResourceChange"] = new JsonObject
        {
            ["PolicyAction"] = PolicyAction(resource),
            ["Action"] = resource.Action.ToString(),
            ["LogicalResourceId"] = resource.LogicalId,
            ["PhysicalResourceId"] = resource.Current?.PhysicalId,
            ["ResourceType"] = resource.Type,
            ["Replacement"] = Replacement(resource),
            ["Scope"] = Scope(resource).ToJsonArray(),
            ["Details"] = Details(resource).ToJsonArray(),
            ["ChangeSetId"] = nestedChangeSetId,
            ["BeforeContext"] = resource.Current is { } current ? Context(current.Properties, current.Metadata) : null,
            ["AfterContext"] = resource.After is { } after ? Context(after, resource.Declaration!.Node["Metadata"]) : null,
        }.WithoutAbsent(),
    };

    /// <summary>A nested stack whose inside was not looked at: it may or may not change.</summary>
    public static JsonObject Automatic(ResourceState nested) => new()
    {
        ["Type"] = "Resource",
        ["ResourceChange"] = new JsonObject
        {
            ["Action"] = "Modify",
            ["LogicalResourceId"] = nested.LogicalId,
            ["PhysicalResourceId"] = nested.PhysicalId,
            ["ResourceType"] = nested.Type,
            ["Replacement"] = "False",
            ["Scope"] = new JsonArray("Properties"),
            ["Details"] = new JsonArray(new JsonObject
            {
                ["Target"] = new JsonObject { ["Attribute"] = "Properties", ["RequiresRecreation"] = "Never" },
                ["Evaluation"] = "Dynamic",
                ["ChangeSource"] = "Automatic",
            }),
        },
    };

    private static string? Replacement(ResourceDifference resource)
    {
        if (resource.Action != ResourceAction.Modify) return null;
        return resource.Comparison!.Recreation switch { "Always" => "True", "Conditionally" => "Conditional", _ => "False" };
    }

    private static string? PolicyAction(ResourceDifference resource)
    {
        var (policy, suffix) = resource.Action switch
        {
            ResourceAction.Remove => (resource.Current!.DeletionPolicy, ""),
            ResourceAction.Modify when resource.Comparison!.Recreation != "Never" => (resource.Declaration!.UpdateReplacePolicy, "ReplaceAnd"),
            _ => (null, ""),
        };
        if (policy == "Delete" && resource.Current!.Status.Length > 0 && resource.Action == ResourceAction.Remove && ResourceTypes.Of(resource.Type).SnapshotOnDelete) policy = "Snapshot";
        return policy is null ? null : suffix + (policy == "RetainExceptOnCreate" ? "Retain" : policy);
    }

    private static IEnumerable<string> Scope(ResourceDifference resource)
    {
        if (resource.Comparison is not { } comparison) yield break;
        if (comparison.Properties.Any(name => name != "Tags") || resource.Nested is { IsEmpty: false }) yield return "Properties";
        if (comparison.Tags || comparison.Properties.Contains("Tags")) yield return "Tags";
        foreach (var attribute in comparison.Attributes) yield return attribute;
    }

    private IEnumerable<JsonNode> Details(ResourceDifference resource)
    {
        if (resource.Comparison is not { } comparison) yield break;
        foreach (var name in comparison.Properties)
            foreach (var value in _causes.Differences(resource, name))
                foreach (var cause in _causes.Of(resource, value)) yield return Detail(resource, value, cause);
        if (comparison.Tags) yield return Detail("Tags", null, "Never", ChangeCause.Direct, null);
        foreach (var attribute in comparison.Attributes) yield return Detail(attribute, null, "Never", ChangeCause.Direct, null);
        if (resource.Nested is { IsEmpty: false } && comparison.Properties.Count == 0) yield return Detail("Properties", null, "Never", ChangeCause.Automatic, null);
    }

    private JsonObject Detail(ResourceDifference resource, PropertyDifference value, ChangeCause cause)
    {
        var values = new JsonObject
        {
            ["Path"] = value.Path,
            ["BeforeValue"] = Text(value.Before),
            ["AfterValue"] = Text(value.After),
            ["AttributeChangeType"] = value.Before is null ? "Add" : value.After is null ? "Remove" : "Modify",
        };
        return value.Property == "Tags"
            ? Detail("Tags", null, "Never", cause, values)
            : Detail("Properties", value.Property, ResourceTypes.Of(resource.Type).RequiresRecreation(value.Property), cause, values);
    }

    private static JsonObject Detail(string attribute, string? name, string recreation, ChangeCause cause, JsonObject? values)
    {
        var target = new JsonObject { ["Attribute"] = attribute, ["Name"] = name, ["RequiresRecreation"] = recreation };
        foreach (var (key, value) in values ?? []) target[key] = value?.DeepClone();
        return new JsonObject
        {
            ["Target"] = target.WithoutAbsent(),
            ["Evaluation"] = cause.Dynamic ? "Dynamic" : "Static",
            ["ChangeSource"] = cause.Source,
            ["CausingEntity"] = cause.Entity,
        }.WithoutAbsent();
    }

    private string Context(JsonObject properties, JsonNode? metadata)
    {
        var context = new JsonObject { ["Properties"] = properties.DeepClone() };
        if (metadata is not null) context["Metadata"] = metadata.DeepClone();
        return _secrets.Masked(context.ToJsonString());
    }

    private string? Text(JsonNode? node) => node is null ? null : _secrets.Masked(node is JsonValue ? node.ToString() : node.ToJsonString());
}
