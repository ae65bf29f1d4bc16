using Kayron.Core.Changes;
using Kayron.Core.Queries;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>What is remembered of an environment between runs.</summary>
public interface IEnvironmentStore
{
    Task<EnvironmentMemory> ReadAsync(string environment, CancellationToken cancellationToken);

    /// <summary>Records that the inputs change nothing, or were applied.</summary>
    Task SaveBaselineAsync(Lease lease, Baseline baseline, CancellationToken cancellationToken);

    /// <summary>Writes down, and audits, that these claims have ended by time.</summary>
    Task EndClaimsAsync(Lease lease, IReadOnlyList<Claim> lapsed, CancellationToken cancellationToken);

    /// <summary>Writes down that pauses ended by time; one of all environments is ended by whichever sees it first.</summary>
    Task EndPausesAsync(Lease lease, IReadOnlyList<Pause> lapsed, CancellationToken cancellationToken);

    /// <summary>Writes down, and audits, that these quarantines have ended because another version is wanted.</summary>
    Task EndQuarantinesAsync(Lease lease, IReadOnlyList<Quarantine> over, CancellationToken cancellationToken);

    /// <summary>Stores a run and what it saw, in one transaction. Consecutive runs with the same end become one row that counts up.</summary>
    /// <param name="snapshot">What pages show; null leaves the last good look.</param>
    /// <param name="problem">Why this run could not look.</param>
    Task SaveLookAsync(Lease lease, EnvironmentSnapshot? snapshot, string? problem, RunRecord run, CancellationToken cancellationToken);
}

/// <param name="Pauses">In force now, for this environment or for all.</param>
/// <param name="StackMarker">Of the stack when it was last seen; null before the first look.</param>
/// <param name="Claims">In force now.</param>
/// <param name="LapsedClaims">Whose time is over, which is not written down yet.</param>
public sealed record EnvironmentMemory(Baseline? Baseline, IReadOnlyList<Pause> Pauses, string? StackMarker, IReadOnlyList<Claim> Claims, IReadOnlyList<Claim> LapsedClaims)
{
    /// <summary>In force now.</summary>
    public IReadOnlyList<Quarantine> Quarantines { get; init; } = [];

    /// <summary>Whose time is over, which is not written down yet.</summary>
    public IReadOnlyList<Pause> LapsedPauses { get; init; } = [];

    /// <summary>Of this environment: versions that run, as far as noted, and those that are void.</summary>
    public IReadOnlyList<Soak> Soaks { get; init; } = [];
}

/// <param name="Rules">What the service rules said, by release name.</param>
public sealed record EnvironmentSnapshot(
    string Source, string StackStatus, DateTimeOffset? StackLastUpdated, string StackMarker, IReadOnlyList<ReleaseView> Releases, IReadOnlyDictionary<string, IReadOnlyList<DecisionView>> Rules);

/// <param name="Outcome">See <see cref="RunView"/>.</param>
public sealed record RunRecord(string Outcome, string? Detail, string? ChangeId, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
