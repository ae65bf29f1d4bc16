using Kayron.Sandbox.Aws.CloudFormation.Execution;

namespace Kayron.Sandbox.Aws.CloudFormation.State;

public enum OperationKind
{
    Create,
    Update,
    Delete,
}

public enum OperationPhase
{
    /// <summary>Towards the target.</summary>
    Forward,

    /// <summary>Arrived, at the target or back; a nested stack cleans up together with its root.</summary>
    AwaitingRoot,

    /// <summary>Deleting what is no longer needed.</summary>
    Cleanup,

    /// <summary>Something failed: waits until the root begins to roll back.</summary>
    Failed,

    RollingBack,

    RollbackFailed,
}

public enum ResourceProgress
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>A stack's way from one definition to another, and what it takes to go back.</summary>
public sealed class StackOperation
{
    public required OperationKind Kind { get; init; }

    public OperationPhase Phase { get; set; }

    /// <summary>The caller's token, which every event repeats.</summary>
    public string? Token { get; init; }

    public required StackDefinition Target { get; init; }

    public required StackDefinition Previous { get; init; }

    public Dictionary<string, ResourceState> ResourcesBefore { get; init; } = [];

    public List<OutputState> OutputsBefore { get; init; } = [];

    public Dictionary<string, ResourceProgress> Progress { get; set; } = [];

    /// <summary>Resources that this operation has changed and a rollback must restore.</summary>
    public HashSet<string> Touched { get; set; } = [];

    public List<RetiredResource> Retired { get; set; } = [];

    /// <summary>Of the root: nested templates by URL, as the change set captured them or as they were first read.</summary>
    public Dictionary<string, string> CapturedTemplates { get; init; } = [];

    public bool RolledBack { get; set; }

    /// <summary>Of the root: resources that a continued rollback leaves as they are, by path.</summary>
    public List<string> Skipped { get; set; } = [];

    /// <summary>Of the root: what shall go wrong on the way.</summary>
    public UpdateFault? Fault { get; set; }

    /// <summary>Steps of a hanging update, held until it is released; their times count from then.</summary>
    public List<ParkedStep> Parked { get; set; } = [];
}

public sealed record ParkedStep(TimeSpan Delay, Step Step);

/// <summary>A physical resource to be deleted in the cleanup.</summary>
public sealed class RetiredResource
{
    public required ResourceState Resource { get; init; }

    /// <summary>Retain keeps it.</summary>
    public required string Policy { get; init; }

    public bool Deleting { get; set; }
}

/// <summary>A failure or hang to be struck by one resource of the next update.</summary>
public sealed record UpdateFault
{
    /// <summary>A logical id or the path of one (<c>Network/Subnet</c>); null leaves the choice: an ECS service where one changes.</summary>
    public string? Target { get; init; }

    public string? Reason { get; init; }

    public bool Hangs { get; init; }

    /// <summary>Whether the rollback fails as well, so that the stack ends in UPDATE_ROLLBACK_FAILED.</summary>
    public bool RollbackFails { get; init; }
}
