using Kayron.Core.GitHub.Objects;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>Reads what lies between two commits, page by page.</summary>
internal static class CommitComparison
{
    private const int PageSize = 100;
    private const int MaximumPages = 10;

    public static async Task<Comparison?> ReadAsync(GitHubConnection connection, RepositoryName repository, string @base, string head, CancellationToken cancellationToken)
    {
        List<ComparedCommit> commits = [];
        for (var page = 1; ; page++)
        {
            var path = $"/compare/{GitHubConnection.Escape(@base)}...{GitHubConnection.Escape(head)}?per_page={PageSize}&page={page}";
            var result = await connection.FindAsync<CompareResult>(repository, path, maximumAge: null, cancellationToken);
            if (result is null) return null;
            commits.AddRange(result.Commits.Select(CommitOf));
            var isLast = result.Commits.Count == 0 || commits.Count >= result.TotalCommits || page == MaximumPages;
            if (isLast) return new Comparison(result.TotalCommits, commits, commits.Count >= result.TotalCommits, result.HtmlUrl);
        }
    }

    /// <summary>Between two commits nothing ever changes; branches and tags move.</summary>
    public static TimeSpan AgeOf(string @base, string head) => GitObject.IsSha(@base) && GitObject.IsSha(head) ? TimeSpan.MaxValue : TimeSpan.Zero;

    private static ComparedCommit CommitOf(GitHubCommit commit) => new(commit.Sha, commit.Author?.Login ?? commit.Commit.Author.Name, FirstLine(commit.Commit.Message));

    private static string FirstLine(string message) => message.AsSpan().TrimStart() is var text && text.IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end].ToString() : text.ToString();
}
