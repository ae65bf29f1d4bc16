namespace Kayron.Core.Reconcile.Ports;

/// <summary>Removes what is old enough. Each removes all or nothing, and audits what it removed in the same transaction.</summary>
public interface IRetentionStore
{
    /// <summary>Runs that ended before a time; each environment keeps its latest.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveRunsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>
    /// Deployments and changes that ended before a time. Kept are what is open, what was verified last, and before that, of each release, and what says whether
    /// inputs that failed or were rejected may be tried again.
    /// </summary>
    /// <returns>How many deployments and changes were removed.</returns>
    Task<int> RemoveDeploymentsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Pauses, claims, quarantines, reviewed overrides and deleted images' records that ended before a time; an override that nobody reviewed stays.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveGatesAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Cuts the audit log at its beginning and notes where, so that the rest can still be verified.</summary>
    /// <returns>How many rows were removed.</returns>
    Task<int> CutAuditAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
