using System.Buffers;
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
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

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
            if (isLast) return new Comparison(result.TotalCommits, commits, commits.Count >= result.TotalCommits, result.HtmlUrl, result.BehindBy);
        }
    }

    /// <summary>Between two commits nothing ever changes; branches and tags move.</summary>
    public static TimeSpan AgeOf(string @base, string head) => GitObject.IsSha(@base) && GitObject.IsSha(head) ? TimeSpan.MaxValue : TimeSpan.Zero;

    public static ComparedCommit CommitOf(GitHubCommit commit) =>
        new(commit.Sha, FirstLine(commit.Author?.Login ?? commit.Commit.Author.Name ?? ""), FirstLine(commit.Commit.Message), CommitPeople.Of(commit));

    /// <summary>People write what they like into a commit; terminal escapes and line breaks of any kind do not get further than here.</summary>
    public static string FirstLine(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var line = trimmed.IndexOfAny(LineBreaks) is >= 0 and var end ? trimmed[..end] : trimmed;
        return string.Concat(line.ToString().Where(character => !char.IsControl(character)));
    }
}
