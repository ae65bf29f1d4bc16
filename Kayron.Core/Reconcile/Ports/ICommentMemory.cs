using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Remembers the comments that Kayron wrote.</summary>
public interface ICommentMemory
{
    Task<WrittenComment?> FindAsync(RepositoryName repository, int pullRequest, string marker, CancellationToken cancellationToken);

    Task SaveAsync(WrittenComment comment, CancellationToken cancellationToken);
}

/// <param name="Marker">First line of the comment, which nobody sees; one comment a pull request has it.</param>
/// <param name="Id">GitHub's; null while none is known: there may be one all the same.</param>
/// <param name="Digest">Of the text that it has; null while that is not known.</param>
public sealed record WrittenComment(RepositoryName Repository, int PullRequest, string Marker, long? Id = null, string? Digest = null, DateTimeOffset At = default);
