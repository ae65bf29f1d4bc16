using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Names stand for what they will be after the change, as far as that can be known before.</summary>
public sealed class ExpectedValues(StackState stack, IValueSource live, string region) : IValueSource
{
    public const string Unknown = "{{changeSet:KNOWN_AFTER_APPLY}}";

    private readonly Dictionary<string, ResourceDifference> _differences = [];

    public void Expect(ResourceDifference difference) => _differences[difference.LogicalId] = difference;

    public IReadOnlySet<string> UncertainNames => _differences.Values.Where(difference => difference.IdentityChanges || difference.Nested is not null).Select(difference => difference.LogicalId).ToHashSet();

    public string Reference(string logicalId) => IsUnknown(logicalId) ? Unknown : live.Reference(logicalId);

    public JsonNode Attribute(string logicalId, string attribute)
    {
        var difference = _differences.GetValueOrDefault(logicalId);
        if (difference?.Nested is { } nested) return LiveValues.OutputOf(nested.Outputs, logicalId, attribute);
        if (IsUnknown(logicalId)) return Unknown;
        return difference is { After: { } after, Current: { } current }
            ? ResourceAttributes.Of(current with { Properties = after }, attribute, stack.Account, region)
            : live.Attribute(logicalId, attribute);
    }

    public string Import(string exportName) => live.Import(exportName);

    private bool IsUnknown(string logicalId) => _differences.TryGetValue(logicalId, out var difference) && difference.IdentityChanges;
}
