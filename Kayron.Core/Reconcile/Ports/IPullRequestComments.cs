using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Comments on pull requests. Nothing is written twice by itself: whoever calls remembers what was asked for.</summary>
public interface IPullRequestComments
{
    /// <summary>Where it throws a <see cref="TransientException"/>, the comment may be there all the same.</summary>
    /// <returns>GitHub's id.</returns>
    Task<long> PostAsync(RepositoryName repository, int pullRequest, string text, CancellationToken cancellationToken);

    /// <returns>False where the repository can be seen and has no such comment any more.</returns>
    Task<bool> EditAsync(RepositoryName repository, long id, string text, CancellationToken cancellationToken);

    /// <summary>
    /// Looks through all comments of a pull request for one that begins with a marker and was written by the token's own account; anybody may write a marker,
    /// and what another account wrote is never ours. Null where there is none, or where GitHub does not tell who we are.
    /// </summary>
    Task<long?> FindOwnAsync(RepositoryName repository, int pullRequest, string marker, CancellationToken cancellationToken);
}
