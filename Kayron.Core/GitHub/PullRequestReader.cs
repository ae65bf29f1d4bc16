using System.Globalization;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>Lists open pull requests: one conditional request a hundred of them, which carries every head.</summary>
internal static class PullRequestReader
{
    private const int PageSize = 100;
    private const int MaximumPages = 50;
    private const int Attempts = 3;

    /// <summary>Several pages are read twice: a pull request that is closed between two of them moves another, unseen, from the later to the earlier.</summary>
    public static async Task<IReadOnlyList<OpenPullRequest>> ReadAsync(GitHubConnection connection, RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var pulls = await ReadPagesAsync(connection, repository, maximumAge, cancellationToken);
        for (var attempt = 0; attempt < Attempts && pulls.Count >= PageSize; attempt++)
        {
            var again = await ReadPagesAsync(connection, repository, attempt == 0 ? maximumAge : TimeSpan.Zero, cancellationToken);
            if (again.SequenceEqual(pulls)) return pulls;
            pulls = again;
        }
        return pulls.Count < PageSize ? pulls : throw new TransientException($"the pull requests of {repository} change faster than they can be listed");
    }

    private static async Task<List<OpenPullRequest>> ReadPagesAsync(GitHubConnection connection, RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        List<OpenPullRequest> pulls = [];
        for (var page = 1; page <= MaximumPages; page++)
        {
            // The oldest first: what is opened meanwhile moves nothing.
            var path = string.Create(CultureInfo.InvariantCulture, $"/pulls?state=open&sort=created&direction=asc&per_page={PageSize}&page={page}");
            var read = await connection.GetAsync<List<PullRequest>>(repository, path, maximumAge, cancellationToken);
            pulls.AddRange(read.Select(pull => new OpenPullRequest(pull.Number, pull.Title, pull.Head.Ref, pull.Head.Sha, pull.Head.Repository?.FullName, pull.Base.Ref)));
            if (read.Count < PageSize) return pulls;
        }
        throw new BlockedException($"{repository} has more than {MaximumPages * PageSize} open pull requests; close some, or take preview: true from its definition");
    }
}
