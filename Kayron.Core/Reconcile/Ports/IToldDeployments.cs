namespace Kayron.Core.Reconcile.Ports;

/// <summary>Remembers what GitHub was told of deployments, and what was asked of it without an answer.</summary>
public interface IToldDeployments
{
    /// <summary>Null: GitHub was told nothing of it.</summary>
    Task<ToldDeployment?> FindAsync(string subject, CancellationToken cancellationToken);

    Task SaveAsync(ToldDeployment deployment, CancellationToken cancellationToken);

    /// <summary>Others of a series that GitHub knows and that are not inactive, oldest first.</summary>
    Task<IReadOnlyList<ToldDeployment>> FindActiveAsync(string series, string except, CancellationToken cancellationToken);
}

/// <summary>One of GitHub's deployments that Kayron made, or set about to make.</summary>
/// <param name="Subject">Unique: <c>deployment/12/api</c>.</param>
/// <param name="Series">The release in its environment, whose earlier deployments a later one makes inactive.</param>
/// <param name="Deployment">Kayron's number for it.</param>
/// <param name="GitHubId">Null while GitHub has not answered: it may have one all the same.</param>
/// <param name="Told">State that GitHub has; null: none.</param>
/// <param name="Telling">State that is being told: written down before, so that after a crash GitHub is asked whether it got it.</param>
public sealed record ToldDeployment(
    string Subject, string Series, long Deployment, string Release, string Repository, string Environment, string Commit, long? GitHubId = null, string? Told = null, string? Telling = null, DateTimeOffset At = default);
