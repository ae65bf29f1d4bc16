using Kayron.Core.Queries;

namespace Kayron.Core.Changes;

public enum DeploymentState
{
    Executing,

    /// <summary>The update is complete; whether the approved images run is being looked at.</summary>
    Verifying,
    Succeeded,
    Failed,

    /// <summary>An update of the stack that Kayron did not start.</summary>
    External,
}

/// <summary>One update of one stack, from the decision to start it to its verified end.</summary>
public sealed record Deployment
{
    /// <summary>0 until it is stored.</summary>
    public long Id { get; init; }
    public required string Environment { get; init; }
    public required string? ChangeId { get; init; }
    public required DeploymentState State { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required string StartedBy { get; init; }
    public required string Stack { get; init; }
    public required string? Source { get; init; }
    public required IReadOnlyList<ChangedRelease> Releases { get; init; }
    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];

    /// <summary>Token by which CloudFormation's events tell that they belong to it.</summary>
    public required string? ClientToken { get; init; }

    /// <summary>Resources that the change set touches.</summary>
    public int Resources { get; init; }

    /// <summary>Whether CloudFormation is known to have accepted the execution: from then on it is never asked again.</summary>
    public bool Accepted { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Outcome { get; init; }
    public IReadOnlyList<VerificationView> Verification { get; init; } = [];
}
