using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>A resource to be created, or changed where <see cref="Current"/> is kept.</summary>
/// <param name="Current">The resource that is changed in place; null creates a new one.</param>
/// <param name="Tags">What the stack passes on.</param>
/// <param name="Failure">Why it shall fail, where a fault wants it to.</param>
public sealed record ProvisionRequest(StackState Stack, string LogicalId, string Type, JsonObject Properties, Dictionary<string, string> Tags, ResourceState? Current, string? Failure)
{
    public string? Text(string property) => (Properties[property] as JsonValue)?.ToString();
}

/// <summary>What came of it.</summary>
/// <param name="Duration">How long it takes, already scaled to the pace.</param>
/// <param name="Failure">Why it will have failed by then.</param>
public sealed record Provisioned(string PhysicalId, Dictionary<string, string> Attributes, TimeSpan Duration, string? Failure = null)
{
    /// <summary>What else happens meanwhile, with delays from now.</summary>
    public IReadOnlyList<ParkedStep> FollowUps { get; init; } = [];
}

/// <summary>Makes the resources of some types real in the emulated services.</summary>
public interface IResourceProvider
{
    Provisioned Provision(ProvisionRequest request);

    void Delete(string account, ResourceState resource);
}
