namespace Kayron.Core.Queries;

/// <param name="State">executing, verifying, succeeded, failed or external (an update that Kayron did not start).</param>
/// <param name="StartedBy">In words: <c>by policy</c>, or who approved.</param>
public sealed record DeploymentSummary(
    long Id, string Environment, string State, string? ChangeId, IReadOnlyList<ChangedRelease> Releases, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string StartedBy, string? Outcome, ProgressView Progress)
{
    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];
}

/// <param name="Done">Resources that reached their end.</param>
/// <param name="Total">Resources that the change set touches; never less than <paramref name="Done"/>.</param>
/// <param name="EstimatedEnd">From the last deployments of this environment; null without any.</param>
public sealed record ProgressView(int Done, int Total, DateTimeOffset? EstimatedEnd);

/// <param name="RootCause">The first resource that failed; null where nothing did.</param>
/// <param name="Verification">Per release: what runs against what was approved.</param>
public sealed record DeploymentView(
    long Id, string Environment, string State, string? ChangeId, string? Source, string Stack, IReadOnlyList<ChangedRelease> Releases, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, string StartedBy, string? Outcome, ProgressView Progress, IReadOnlyList<ResourceProgress> Resources, IReadOnlyList<EventView> Events,
    RootCauseView? RootCause, IReadOnlyList<VerificationView> Verification, IReadOnlyList<DecisionView> Decisions, IReadOnlyList<ApprovalView> Approvals)
{
    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];

    /// <summary>Null: it goes forward.</summary>
    public RollbackView? Rollback { get; init; }

    /// <summary>Whether an operator may have what failed tried once more.</summary>
    public bool Retryable { get; init; }

    /// <summary>Null: its change passed its gates by itself.</summary>
    public OverrideView? Override { get; init; }
}

/// <summary>One resource's latest state, in tree order: a nested stack stands before its resources.</summary>
/// <param name="Depth">0 for the root stack.</param>
public sealed record ResourceProgress(string Stack, string LogicalId, string Type, int Depth, string Status, string? Reason, DateTimeOffset Since, DateTimeOffset Until);

public sealed record EventView(string Id, DateTimeOffset Time, string Stack, string LogicalId, string Type, string Status, string? Reason);

/// <param name="Cancelled">Resources that were cancelled because of it.</param>
public sealed record RootCauseView(string Stack, string LogicalId, string Type, string Reason, DateTimeOffset Time, IReadOnlyList<string> Cancelled);

/// <param name="State">pending, verified or failed.</param>
/// <param name="Preview">Hash of the preview that was looked at; null: the release itself.</param>
public sealed record VerificationView(string Release, string Version, string? Approved, string State, string Detail, string? Preview = null)
{
    /// <summary>What was looked at, in words.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Subject => Preview is null ? Release : $"preview {Preview} of {Release}";
}
