using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>What a definition would change in a stack, nested stacks included.</summary>
public sealed record StackDifference(Template Template, StackDefinition Definition, IReadOnlyList<ResourceDifference> Resources, IReadOnlyList<OutputState> Outputs, bool OutputsChange)
{
    public bool IsEmpty => Resources.Count == 0 && !OutputsChange;

    /// <summary>Paths of the resources that would really be touched, nested ones as <c>Network/Subnet</c>.</summary>
    public IEnumerable<(string Path, string Type)> Leaves(string prefix = "") => Resources.SelectMany(resource => resource.Nested is { } nested
        ? nested.Leaves($"{prefix}{resource.LogicalId}/")
        : [($"{prefix}{resource.LogicalId}", resource.Type)]);
}

public enum ResourceAction
{
    Add,
    Modify,
    Remove,
}

/// <summary>What would happen to one resource.</summary>
/// <param name="Current">Null where it is added.</param>
/// <param name="Declaration">Null where it is removed.</param>
/// <param name="After">The properties as they would be; what is not known before is a placeholder.</param>
/// <param name="Comparison">Of a modification.</param>
/// <param name="Nested">Of a nested stack: what would change inside.</param>
public sealed record ResourceDifference(
    string LogicalId, string Type, ResourceAction Action, ResourceState? Current, ResourceDeclaration? Declaration, JsonObject? After, ResourceComparison? Comparison, StackDifference? Nested)
{
    /// <summary>Resources of the same stack that are new, replaced, or nested stacks that change: what is taken from them is certain only later.</summary>
    public IReadOnlySet<string> UncertainNames { get; init; } = new HashSet<string>();

    public bool IdentityChanges => Action == ResourceAction.Add || Comparison is { Replaces: true };
}
