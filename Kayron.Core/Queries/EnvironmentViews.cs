namespace Kayron.Core.Queries;

/// <summary>One environment as people and the API see it, from what the last reconcile stored: reading it costs no call to GitHub or AWS.</summary>
/// <param name="Ref">Commit of the release source that the last reconcile read; null before the first.</param>
/// <param name="Problem">Why the last reconcile could not look (degraded); what is shown is then the last good state.</param>
public sealed record EnvironmentView(
    string Name, string Tier, string? Ref, StackView Stack, IReadOnlyList<ReleaseView> Releases, ChangeSummary? Change,
    IReadOnlyList<DecisionView> Decisions, IReadOnlyList<PauseView> Pauses, RunView? LastRun, string? Problem)
{
    /// <summary>When it was last looked at in full, where the last look failed: so old is what is shown. Null where that look succeeded, or none ever did.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}

public sealed record StackView(string Name, string? Status, DateTimeOffset? LastUpdated);

/// <param name="Kind">infrastructure or service.</param>
/// <param name="Deploy">What the definition says: <c>release v1.2.3</c>, <c>branch main</c>, <c>suspend</c> or <c>preview</c>.</param>
/// <param name="Current">Version that runs; null where none does or none is known.</param>
/// <param name="Desired">Version that should run; null where it cannot be found out.</param>
/// <param name="State">in-sync, drifted, waiting-for-image, suspended, unresolved, held, quarantined or claimed.</param>
/// <param name="Reason">One sentence for every state but in-sync: why, and until when.</param>
public sealed record ReleaseView(string Name, string Kind, string Github, string? Docker, string Deploy, string? Current, string? Desired, string State, string? Reason);

/// <param name="Verdict">allow, approve, hold, deny or unknown.</param>
/// <param name="Evidence">What the policy saw, in words.</param>
/// <param name="Until">When it looks different by itself; null: only a person or an input changes it.</param>
public sealed record DecisionView(string Policy, string Verdict, string Reason, string? Evidence, DateTimeOffset? Until);

/// <param name="Outcome">no-drift, planned, blocked, awaiting-approval, ready, executing, succeeded, failed, converged, degraded or error.</param>
/// <param name="Count">Consecutive runs without drift are one row that counts up.</param>
/// <param name="FirstAt">Start of the first of them.</param>
public sealed record RunView(long Id, string Environment, string Outcome, string? Detail, int Count, DateTimeOffset FirstAt, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string? ChangeId);

/// <param name="Environment">Null: every environment.</param>
/// <param name="Service">Null: every service.</param>
public sealed record PauseView(long Id, string? Environment, string? Service, string Reason, string By, DateTimeOffset Since, DateTimeOffset? Until);
