using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.GitHub;

/// <summary>Comments over GitHub's REST API, where pull requests are issues: https://docs.github.com/rest/issues/comments.</summary>
internal sealed class GitHubComments(GitHubConnection connection) : IPullRequestComments
{
    private const string Permission = "Pull requests: write";
    private const int PageSize = 100;
    private const int MaximumPages = 50;

    /// <summary>GitHub refuses longer ones.</summary>
    private const int LongestText = 65_536;

    public async Task<long> PostAsync(RepositoryName repository, int pullRequest, string text, CancellationToken cancellationToken) =>
        (await connection.WriteAsync<CommentAnswer>(HttpMethod.Post, repository, $"/issues/{pullRequest}/comments", Permission, new { body = Shorten(text) }, cancellationToken)).Id;

    public async Task<bool> EditAsync(RepositoryName repository, long id, string text, CancellationToken cancellationToken) =>
        await connection.TryWriteAsync<CommentAnswer>(HttpMethod.Patch, repository, $"/issues/comments/{id}", Permission, new { body = Shorten(text) }, cancellationToken) is not null;

    public async Task<long?> FindOwnAsync(RepositoryName repository, int pullRequest, string marker, CancellationToken cancellationToken)
    {
        if (await connection.FindLoginAsync(cancellationToken) is not { } login) return null;
        for (var page = 1; page <= MaximumPages; page++)
        {
            var comments = await connection.GetAsync<List<CommentAnswer>>(repository, $"/issues/{pullRequest}/comments?per_page={PageSize}&page={page}", TimeSpan.Zero, cancellationToken);
            if (comments.Find(comment => comment.IsBy(login) && comment.Begins(marker)) is { } ours) return ours.Id;
            if (comments.Count < PageSize) return null;
        }
        return null;
    }

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];
}

internal sealed record CommentAnswer
{
    public long Id { get; init; }
    public string? Body { get; init; }
    public AccountAnswer? User { get; init; }

    public bool IsBy(string login) => string.Equals(User?.Login, login, StringComparison.OrdinalIgnoreCase);

    public bool Begins(string marker) => Body is not null && Body.AsSpan().TrimStart().StartsWith(marker, StringComparison.Ordinal);
}

/// <summary>An account. Comments of accounts that were deleted have none.</summary>
internal sealed record AccountAnswer
{
    public string? Login { get; init; }
}
