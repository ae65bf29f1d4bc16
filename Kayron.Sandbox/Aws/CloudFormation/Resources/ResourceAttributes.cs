using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>What Fn::GetAtt gives of a resource.</summary>
public static class ResourceAttributes
{
    public static JsonNode Of(ResourceState resource, string attribute, string account, string region)
    {
        if (resource.Attributes.TryGetValue(attribute, out var known)) return known;
        if (resource.Properties[attribute] is { } property) return property.DeepClone();
        if (ResourceTypes.IsKnown(resource.Type)) throw AwsException.Validation($"Template error: resource {resource.LogicalId} does not support attribute type {attribute} in Fn::GetAtt");
        // A type that the table does not list has every attribute, with a value that tells where it came from.
        var service = resource.Type.Split("::").ElementAtOrDefault(1)?.ToLowerInvariant() ?? "custom";
        return attribute.EndsWith("Arn", StringComparison.Ordinal) ? $"arn:aws:{service}:{region}:{account}:{resource.PhysicalId}" : $"{resource.PhysicalId}.{attribute}";
    }
}
