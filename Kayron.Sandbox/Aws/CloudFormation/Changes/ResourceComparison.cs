using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Compares a resource as it is with what it shall be.</summary>
public sealed record ResourceComparison(IReadOnlyList<string> Properties, bool Tags, IReadOnlyList<string> Attributes, string Recreation)
{
    /// <summary>Whether something has to be done in the resource's own service.</summary>
    public bool Changes => Properties.Count > 0 || Tags;

    public bool Replaces => Recreation == "Always";

    public bool IsEmpty => !Changes && Attributes.Count == 0;

    /// <param name="node">The declaration, for the attributes beside the properties.</param>
    public static ResourceComparison Of(ResourceState current, JsonObject properties, IReadOnlyDictionary<string, string> stackTags, JsonObject node)
    {
        var type = ResourceTypes.Of(current.Type);
        var names = current.Properties.Select(member => member.Key).Union(properties.Select(member => member.Key)).Where(name => !JsonNode.DeepEquals(current.Properties[name], properties[name])).ToList();
        var tags = type.Taggable && !Same(current.StackTags, stackTags);
        var recreation = names.Select(type.RequiresRecreation).ToHashSet();
        return new ResourceComparison(names, tags, [.. ChangedAttributes(current, node)],
            recreation.Contains("Always") ? "Always" : recreation.Contains("Conditionally") ? "Conditionally" : "Never");
    }

    private static IEnumerable<string> ChangedAttributes(ResourceState current, JsonObject node)
    {
        if (!JsonNode.DeepEquals(current.Metadata, node["Metadata"])) yield return "Metadata";
        if (current.DeletionPolicy != (node["DeletionPolicy"]?.ToString() ?? "Delete")) yield return "DeletionPolicy";
        if (current.UpdateReplacePolicy != (node["UpdateReplacePolicy"]?.ToString() ?? "Delete")) yield return "UpdateReplacePolicy";
    }

    private static bool Same(Dictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var value) && value == entry.Value);
}
