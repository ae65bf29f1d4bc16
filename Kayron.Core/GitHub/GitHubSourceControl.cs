using Kayron.Core.Configuration;
using Kayron.Core.GitHub.Objects;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.FileProviders;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>
/// Source control at GitHub. When nothing moves, each ref costs one conditional request, answered 304 and free; files are read once by their SHA and kept.
/// One instance serves all environments that share its token.
/// </summary>
public sealed class GitHubSourceControl : ISourceControl, IDisposable
{
    private const int OpenedKept = 16;
    private const int ComparisonsKept = 256;
    private static readonly TimeSpan DefaultBranchAge = TimeSpan.FromHours(1);

    private readonly GitHubConnection _connection;
    private readonly RepositoryReader _files;
    private readonly ReferenceReader _references;
    private readonly SharedReads _opened;
    private readonly SharedReads _comparisons;
    private readonly PushedHeads _pushed;

    internal GitHubSourceControl(GitHubConnection connection, string cacheDirectory, TimeProvider clock)
    {
        _connection = connection;
        _files = new RepositoryReader(connection, new GitObjectStore(cacheDirectory, clock));
        _pushed = new PushedHeads(new PushLog(Path.Combine(cacheDirectory, "pushes.jsonl")), clock);
        _references = new ReferenceReader(connection);
        _opened = new SharedReads(clock, OpenedKept);
        _comparisons = new SharedReads(clock, ComparisonsKept);
    }

    /// <param name="cacheDirectory">Keeps git objects and answers across restarts; may be deleted at any time.</param>
    /// <param name="transport">What carries the requests; null: the network.</param>
    public static GitHubSourceControl Create(GitHubSettings settings, string cacheDirectory, KayronMetrics metrics, TimeProvider clock, HttpMessageHandler? transport = null) =>
        new(new GitHubConnection(settings, cacheDirectory, metrics, clock, transport), cacheDirectory, clock);

    public async Task<string> DefaultBranchAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        (await _connection.GetAsync<Repository>(repository, "", DefaultBranchAge, cancellationToken)).DefaultBranch;

    public async Task<string?> FindBranchAsync(RepositoryName repository, string branch, TimeSpan maximumAge, CancellationToken cancellationToken) =>
        _pushed.Resolve(repository, branch, await _references.FindCommitAsync(repository, $"heads/{branch}", maximumAge, cancellationToken));

    public Task<string?> FindTagAsync(RepositoryName repository, string tag, TimeSpan maximumAge, CancellationToken cancellationToken) =>
        _references.FindCommitAsync(repository, $"tags/{tag}", maximumAge, cancellationToken);

    public Task<string?> LatestReleaseAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken) =>
        _references.FindLatestReleaseAsync(repository, maximumAge, cancellationToken);

    public async Task<IFileProvider> OpenAsync(RepositoryName repository, string commit, IReadOnlyList<string> folders, CancellationToken cancellationToken) =>
        await _opened.GetAsync($"{repository} {commit} {string.Join(' ', folders)}", TimeSpan.MaxValue, stop => _files.ReadAsync(repository, commit, folders, stop), cancellationToken);

    public Task<IReadOnlyList<OpenPullRequest>> ListPullRequestsAsync(RepositoryName repository, TimeSpan maximumAge, CancellationToken cancellationToken) =>
        PullRequestReader.ReadAsync(_connection, repository, maximumAge, cancellationToken);

    public Task<Comparison?> CompareAsync(RepositoryName repository, string @base, string head, CancellationToken cancellationToken) =>
        _comparisons.GetAsync($"{repository} {@base}...{head}", CommitComparison.AgeOf(@base, head),
            stop => CommitComparison.ReadAsync(_connection, repository, @base, head, stop), cancellationToken);

    public void Heed(RepositoryEvent news)
    {
        if (news is RepositoryEvent.Pushed push) _pushed.Add(push);
        _connection.Forget(news.Repository);
    }

    public async Task<ComparedCommit?> FindCommitAsync(RepositoryName repository, string sha, CancellationToken cancellationToken) =>
        await _connection.FindAsync<GitHubCommit>(repository, $"/commits/{GitHubConnection.Escape(sha)}", TimeSpan.MaxValue, cancellationToken) is { } commit ? CommitComparison.CommitOf(commit) : null;

    public Task<CommitPerson?> FindTaggerAsync(RepositoryName repository, string tag, CancellationToken cancellationToken) => _references.FindTaggerAsync(repository, tag, cancellationToken);

    public void Dispose() => _connection.Dispose();
}
