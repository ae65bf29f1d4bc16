namespace Kayron.Core.Queries;

/// <summary>Something that is still to be told outside, or could not be.</summary>
/// <param name="Kind">What kind of message: <c>github-deployment</c>, <c>github-comment</c> …</param>
/// <param name="Summary">One line: what is told of what.</param>
/// <param name="Path">Of the page about it, without a leading slash; null: none.</param>
/// <param name="State">pending or failed.</param>
/// <param name="Tries">Attempts that failed.</param>
/// <param name="Problem">What came of the last attempt; null before the first.</param>
/// <param name="Next">When it is tried next; null: not by itself.</param>
public sealed record OutboxView(
    long Id, string Kind, string Summary, string? Environment, string? Path, string State, int Tries, string? Problem, DateTimeOffset Since, DateTimeOffset? Next);

/// <summary>What GitHub knows of one release of a deployment.</summary>
/// <param name="State">GitHub's: queued, in_progress, success, failure, error or inactive; gone: somebody deleted it there; null: it knows nothing yet.</param>
/// <param name="Problem">Why it could not be told more; null where nothing went wrong.</param>
/// <param name="Pending">More is to be told.</param>
public sealed record ToldView(string Release, string? Url, string? State, string? Problem, bool Pending);

public interface IOutboxQueries
{
    /// <summary>Failed ones first, then the newest; null filters match all.</summary>
    /// <param name="state">pending or failed.</param>
    Task<Page<OutboxView>> ListAsync(string? kind, string? state, PageRequest page, CancellationToken cancellationToken);

    /// <summary>By release; empty where GitHub is told nothing of the deployment.</summary>
    Task<IReadOnlyList<ToldView>> FindToldAsync(long deployment, CancellationToken cancellationToken);
}
