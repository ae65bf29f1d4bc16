using System.Text.Json.Serialization;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Something that will happen at its time. The world catches up with all that are due before it answers.</summary>
[JsonDerivedType(typeof(AdvanceStack), nameof(AdvanceStack))]
[JsonDerivedType(typeof(FinishResource), nameof(FinishResource))]
[JsonDerivedType(typeof(BeginRollback), nameof(BeginRollback))]
[JsonDerivedType(typeof(CleanStack), nameof(CleanStack))]
[JsonDerivedType(typeof(FinishDeletion), nameof(FinishDeletion))]
[JsonDerivedType(typeof(AdvanceChangeSet), nameof(AdvanceChangeSet))]
[JsonDerivedType(typeof(RunTasks), nameof(RunTasks))]
[JsonDerivedType(typeof(CompleteDeployment), nameof(CompleteDeployment))]
[JsonDerivedType(typeof(FailDeployment), nameof(FailDeployment))]
public abstract record Step
{
    public DateTimeOffset Due { get; init; }
}

/// <summary>Starts every resource whose dependencies are done.</summary>
public sealed record AdvanceStack(string StackId) : Step;

public sealed record FinishResource(string StackId, string LogicalId, string? Failure = null) : Step;

public sealed record BeginRollback(string StackId) : Step;

public sealed record CleanStack(string StackId) : Step;

public sealed record FinishDeletion(string StackId, string PhysicalId) : Step;

public sealed record AdvanceChangeSet(string ChangeSetId) : Step;

/// <summary>The tasks of a deployment come up.</summary>
public sealed record RunTasks(string ServiceArn, string DeploymentId) : Step;

/// <summary>The former tasks are gone, the rollout is complete.</summary>
public sealed record CompleteDeployment(string ServiceArn, string DeploymentId) : Step;

/// <summary>The circuit breaker gives up.</summary>
public sealed record FailDeployment(string ServiceArn, string DeploymentId, string Reason) : Step;
