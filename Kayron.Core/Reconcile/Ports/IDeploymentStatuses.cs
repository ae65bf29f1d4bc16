using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>GitHub's deployments and their statuses. Nothing is written twice by itself: whoever calls remembers what was asked for.</summary>
public interface IDeploymentStatuses
{
    /// <summary>Records a deployment. Where it throws a <see cref="TransientException"/>, GitHub may have recorded it all the same.</summary>
    /// <returns>GitHub's id.</returns>
    Task<long> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken);

    /// <summary>Looks for a deployment that was asked for without an answer; all pages. Null: there is none.</summary>
    Task<long?> FindAsync(NewDeployment deployment, CancellationToken cancellationToken);

    /// <returns>False where the repository can be seen and has no such deployment any more.</returns>
    Task<bool> TellAsync(RepositoryName repository, long id, NewStatus status, CancellationToken cancellationToken);

    /// <summary>The state told last; null where none was.</summary>
    Task<string?> FindStateAsync(RepositoryName repository, long id, CancellationToken cancellationToken);
}

/// <param name="Commit">SHA. GitHub would merge branches into a branch before it records its deployment; into a commit it cannot.</param>
/// <param name="Marker">Unique; by it the deployment is found again.</param>
/// <param name="Transient">It will be gone some day: a preview.</param>
public sealed record NewDeployment(RepositoryName Repository, string Commit, string Environment, string Marker, string Description, bool Production, bool Transient);

/// <param name="State">queued, in_progress, success, failure, error or inactive.</param>
/// <param name="Description">GitHub keeps 140 characters of it.</param>
/// <param name="Log">The page that tells all about it.</param>
/// <param name="Address">Where what was deployed can be seen.</param>
public sealed record NewStatus(string State, string Description, Uri Log, Uri Address);
