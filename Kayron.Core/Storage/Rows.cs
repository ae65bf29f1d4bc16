using Kayron.Core.Changes;
using Kayron.Core.Queries;

namespace Kayron.Core.Storage;

/// <summary>What the last look at an environment showed.</summary>
internal sealed class EnvironmentRow
{
    public required string Name { get; set; }
    public string? Source { get; set; }
    public string? StackStatus { get; set; }
    public DateTimeOffset? StackLastUpdated { get; set; }
    public string? StackMarker { get; set; }
    public IReadOnlyList<ReleaseView> Releases { get; set; } = [];

    /// <summary>What the service rules said, by release name; null before they were kept.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DecisionView>>? Rules { get; set; }
    public string? Problem { get; set; }
}

internal sealed class BaselineRow
{
    public required string Environment { get; set; }
    public required PlannedInputs Inputs { get; set; }
    public required string InputsDigest { get; set; }
    public bool Converged { get; set; }
    public required string StackMarker { get; set; }
    public string? ChangeId { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class RunRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Outcome { get; set; }
    public string? Detail { get; set; }
    public int Count { get; set; }
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset EndedAt { get; set; }
    public string? ChangeId { get; set; }
}

internal sealed class ChangeRow
{
    public required string Id { get; set; }
    public required string Environment { get; set; }
    public ChangeState State { get; set; }
    public required string Fingerprint { get; set; }
    public required string InputsDigest { get; set; }
    public int Attempt { get; set; }
    public required ChangePlan Plan { get; set; }
    public ResourceEffects? Effects { get; set; }
    public required string Waiting { get; set; }
    public int Required { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? SupersededBy { get; set; }

    /// <summary>Counts changes in the order in which they were planned, which is that of their ends, too: times are no order, because clocks are set back.</summary>
    public long Number { get; set; }

    /// <summary>Whether nothing of it is left at AWS: executed, or its change set deleted.</summary>
    public bool Cleaned { get; set; }
}

/// <summary>The latest decision of each policy on a change.</summary>
internal sealed class DecisionRow
{
    public long Id { get; set; }
    public required string ChangeId { get; set; }
    public int Position { get; set; }
    public required string Policy { get; set; }
    public required string Verdict { get; set; }
    public required string Reason { get; set; }
    public string? Evidence { get; set; }
    public DateTimeOffset? Until { get; set; }
    public IReadOnlyList<string> Confirmations { get; set; } = [];
    public DateTimeOffset At { get; set; }
}

internal sealed class ApprovalRow
{
    public long Id { get; set; }
    public required string ChangeId { get; set; }
    public required string Account { get; set; }
    public required string Name { get; set; }
    public bool Approved { get; set; }
    public required string Fingerprint { get; set; }
    public required string Effects { get; set; }
    public string? Comment { get; set; }
    public IReadOnlyList<string> Confirmed { get; set; } = [];

    /// <summary>At GitHub, where there is one.</summary>
    public string? Login { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class PauseRow
{
    public long Id { get; set; }
    public string? Environment { get; set; }
    public string? Service { get; set; }
    public required string Reason { get; set; }
    public required string By { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }
}

internal sealed class DeploymentRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public string? ChangeId { get; set; }
    public DeploymentState State { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public required string StartedBy { get; set; }
    public required string Stack { get; set; }
    public string? Source { get; set; }
    public IReadOnlyList<ChangedRelease> Releases { get; set; } = [];
    public IReadOnlyList<ChangedPreview> Previews { get; set; } = [];
    public string? ClientToken { get; set; }
    public int Resources { get; set; }
    public bool Accepted { get; set; }
    public DateTimeOffset? UpdatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Outcome { get; set; }
    public IReadOnlyList<VerificationView> Verification { get; set; } = [];

    /// <summary>Release names and versions, for search.</summary>
    public required string Contents { get; set; }
}

internal sealed class EventRow
{
    public long Id { get; set; }
    public long DeploymentId { get; set; }
    public required string EventId { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string Stack { get; set; }
    public required string LogicalId { get; set; }
    public required string Type { get; set; }
    public required string Status { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Every mutation and denial; each row's hash covers the one before it.</summary>
internal sealed class AuditRow
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Account { get; set; }
    public required string Action { get; set; }
    public required string Subject { get; set; }
    public required string Detail { get; set; }
    public required string Origin { get; set; }
    public required string Hash { get; set; }
}

internal sealed class LeaseRow
{
    public required string Environment { get; set; }
    public required string Holder { get; set; }
    public long Fence { get; set; }
    public DateTimeOffset Expires { get; set; }
}
