using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>Names stand for a stack's resources as they are now.</summary>
public sealed class LiveValues(StackStore stacks, StackState stack, string region) : IValueSource
{
    public string Reference(string logicalId) => Resource(logicalId).PhysicalId;

    public JsonNode Attribute(string logicalId, string attribute)
    {
        var resource = Resource(logicalId);
        return stacks.Nested(resource) is { } nested ? OutputOf(nested.Outputs, logicalId, attribute) : ResourceAttributes.Of(resource, attribute, stack.Account, region);
    }

    public string Import(string exportName) =>
        stacks.Of(stack.Account).Where(other => other.IsLive).SelectMany(other => other.Outputs).FirstOrDefault(output => output.ExportName == exportName)?.Value
        ?? throw AwsException.Validation($"No export named {exportName} found.");

    /// <param name="attribute"><c>Outputs.NAME</c>.</param>
    public static JsonNode OutputOf(IEnumerable<OutputState> outputs, string logicalId, string attribute) =>
        attribute.StartsWith("Outputs.", StringComparison.Ordinal) && outputs.FirstOrDefault(output => output.Key == attribute["Outputs.".Length..]) is { } found
            ? found.Value
            : throw AwsException.Validation($"Template error: resource {logicalId} does not support attribute type {attribute} in Fn::GetAtt");

    private ResourceState Resource(string logicalId) => stack.Resources.TryGetValue(logicalId, out var resource)
        ? resource
        : throw AwsException.Validation($"Template format error: Unresolved resource dependencies [{logicalId}] in the Resources block of the template");
}
