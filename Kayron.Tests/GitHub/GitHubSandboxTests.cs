using Kayron.Core.Configuration;
using Kayron.Core.GitHub;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;
using Kayron.Sandbox;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Tests.GitHub;

/// <summary>The adapter against the emulated GitHub, which shares no code with it and counts its calls.</summary>
public sealed class GitHubSandboxTests : IClassFixture<GitHubSandboxTests.Shared>, IAsyncLifetime
{
    private static readonly RepositoryName Releases = new("acme", "releases");
    private static readonly RepositoryName Infrastructure = new("acme", "infrastructure");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kayron-github");
    private readonly KayronMetrics _metrics = new();
    private readonly SkippingTime _time = new();
    private readonly List<GitHubSourceControl> _created = [];
    private readonly SandboxHost _sandbox;
    private GitHubSourceControl _github;

    public GitHubSandboxTests(Shared shared)
    {
        _sandbox = shared.Host;
        _github = Restart();
    }

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private SandboxActions World => _sandbox.Actions;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Idle_rounds_cost_one_free_call_for_each_ref()
    {
        await World.PushCommitAsync("releases", "testing", ct: None);
        async Task RoundAsync()
        {
            Assert.NotNull(await _github.FindBranchAsync(Releases, "testing", TimeSpan.Zero, None));
            Assert.Null(await _github.FindBranchAsync(Releases, "test", TimeSpan.Zero, None));
            Assert.NotNull(await _github.FindBranchAsync(Infrastructure, "main", TimeSpan.Zero, None));
        }
        await RoundAsync();
        _sandbox.Calls.Reset();
        for (var round = 0; round < 50; round++) await RoundAsync();
        Assert.Equal([(304, 150)], GitHubCalls().GroupBy(call => call.Status).Select(calls => (calls.Key, calls.Sum(call => call.Count))));
    }

    [Fact]
    public async Task The_files_of_a_commit_are_those_that_people_see_and_are_read_once()
    {
        var commit = await HeadAsync(Infrastructure);
        var files = await OpenAsync(Infrastructure, commit, "cloudformation");
        var folder = Path.Combine(_sandbox.Description.Repositories, "acme", "infrastructure", "main", "cloudformation");
        var expected = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => $"cloudformation/{Path.GetRelativePath(folder, file)}", File.ReadAllText);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Read(files, "cloudformation"));

        _sandbox.Calls.Reset();
        _github = Restart();
        await OpenAsync(Infrastructure, commit, "cloudformation");
        Assert.Equal(1, GitHubCalls().Sum(call => call.Count));
    }

    [Fact]
    public async Task A_truncated_tree_is_read_whole()
    {
        var commit = await HeadAsync(Infrastructure);
        var whole = Read(await OpenAsync(Infrastructure, commit, "cloudformation"), "cloudformation");
        await World.TruncateTreesAsync("infrastructure", whole.Count, None);
        _directory.Delete(recursive: true);
        _github = Restart();
        _sandbox.Calls.Reset();
        Assert.Equal(whole, Read(await OpenAsync(Infrastructure, commit, "cloudformation"), "cloudformation"));
        Assert.True(_sandbox.Calls.Counts().Where(call => call.Operation.Contains("/git/trees/", StringComparison.Ordinal)).Sum(call => call.Count) > 1);

        await World.TruncateTreesAsync("infrastructure", whole.Count - 1, None);
        _directory.Delete(recursive: true);
        _github = Restart();
        await Assert.ThrowsAsync<TransientException>(() => OpenAsync(Infrastructure, commit, "cloudformation"));
    }

    [Fact]
    public async Task The_acme_world_has_valid_releases_in_every_environment()
    {
        Assert.Equal("main", await _github.DefaultBranchAsync(Releases, None));
        var latest = await _github.LatestReleaseAsync(Releases, TimeSpan.Zero, None);
        var commits = new[] { await HeadAsync(Releases), await _github.FindTagAsync(Releases, latest!, TimeSpan.Zero, None) };
        foreach (var commit in commits)
        {
            var releases = ReleaseSetReader.Read(await _github.OpenAsync(Releases, commit!, ReleaseFiles.Folders, None));
            Assert.Empty(releases.Findings);
            Assert.Single(releases.Definitions, definition => definition.Kind == ReleaseKind.Infrastructure);
        }
    }

    [Fact]
    public async Task A_branch_is_followed_as_it_comes_moves_and_goes()
    {
        Assert.Null(await _github.FindBranchAsync(Releases, "feature/new#1", TimeSpan.Zero, None));
        var first = await World.PushCommitAsync("releases", "feature/new#1", ct: None);
        Assert.Equal(first, await _github.FindBranchAsync(Releases, "feature/new#1", TimeSpan.Zero, None));
        var second = await World.PushCommitAsync("releases", "feature/new#1", message: "Second", ct: None);
        Assert.Equal(second, await _github.FindBranchAsync(Releases, "feature/new#1", TimeSpan.Zero, None));
        await World.DeleteBranchAsync("releases", "feature/new#1", None);
        Assert.Null(await _github.FindBranchAsync(Releases, "feature/new#1", TimeSpan.Zero, None));
    }

    [Fact]
    public async Task Commits_between_two_are_compared()
    {
        var @base = await HeadAsync(Releases);
        foreach (var message in new[] { "First", "Second\n\nwith a body" }) await World.PushCommitAsync("releases", "main", message: message, ct: None);
        var head = await HeadAsync(Releases);
        var comparison = await _github.CompareAsync(Releases, @base, head, None);
        Assert.Equal((2, true), (comparison!.TotalCommits, comparison.Complete));
        Assert.Equal(["First", "Second"], comparison.Commits.Select(commit => commit.Message));
        Assert.Empty((await _github.CompareAsync(Releases, head, @base, None))!.Commits);
        Assert.Null(await _github.CompareAsync(Releases, @base, new string('e', 40), None));
    }

    [Fact]
    public async Task A_repository_out_of_reach_is_blocked_until_it_is_seen_again()
    {
        var head = await HeadAsync(Releases);
        await World.SetAccessAsync("releases", visible: false, None);
        await Assert.ThrowsAsync<BlockedException>(() => HeadAsync(Releases));
        await Assert.ThrowsAsync<BlockedException>(() => _github.LatestReleaseAsync(Releases, TimeSpan.Zero, None));
        await Assert.ThrowsAsync<BlockedException>(() => OpenAsync(Releases, head, "service"));
        await Assert.ThrowsAsync<BlockedException>(() => _github.CompareAsync(Releases, head, head, None));
        await World.SetAccessAsync("releases", visible: true, None);
        Assert.Equal(head, await HeadAsync(Releases));
    }

    [Fact]
    public async Task An_outage_of_an_hour_is_transient_and_passes_without_a_hand()
    {
        var head = await HeadAsync(Releases);
        World.TakeGitHubDown();
        for (var loop = 0; loop < 60; loop++)
        {
            await Assert.ThrowsAsync<TransientException>(() => HeadAsync(Releases));
            _time.Advance(TimeSpan.FromMinutes(1));
        }
        World.RestoreGitHub();
        Assert.Equal(head, await HeadAsync(Releases));
    }

    [Fact]
    public async Task A_limit_silences_every_reader_of_the_token()
    {
        // A token of its own: the limit outlives this test.
        var token = _sandbox.Description.People[0].Token;
        _github = Restart(token);
        World.FailGitHub("matching-refs", 403, retryAfterSeconds: 60);
        await Assert.ThrowsAsync<TransientException>(() => HeadAsync(Releases));
        _sandbox.Calls.Reset();
        var other = Restart(token);
        await Assert.ThrowsAsync<TransientException>(() => other.DefaultBranchAsync(Infrastructure, None));
        await Assert.ThrowsAsync<TransientException>(() => HeadAsync(Releases));
        Assert.Empty(GitHubCalls());
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(await HeadAsync(Releases));
    }

    [Fact]
    public async Task A_token_that_GitHub_does_not_know_is_blocked()
    {
        using var stranger = GitHubSourceControl.Create(new GitHubSettings("stranger", new Uri(_sandbox.Description.GitHub)), _directory.FullName, _metrics, _time);
        Assert.Contains("does not accept the token", (await Assert.ThrowsAsync<BlockedException>(() => stranger.DefaultBranchAsync(Releases, None))).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        World.RestoreGitHub();
        await World.SetAccessAsync("releases", visible: true, CancellationToken.None);
        await World.TruncateTreesAsync("infrastructure", entries: null, CancellationToken.None);
        _created.ForEach(created => created.Dispose());
        _metrics.Dispose();
        if (Directory.Exists(_directory.FullName)) _directory.Delete(recursive: true);
    }

    private GitHubSourceControl Restart(string? token = null)
    {
        var settings = new GitHubSettings(token ?? _sandbox.Description.GitHubToken, new Uri(_sandbox.Description.GitHub));
        _created.Add(GitHubSourceControl.Create(settings, _directory.FullName, _metrics, _time));
        return _created[^1];
    }

    private async Task<string> HeadAsync(RepositoryName repository) => (await _github.FindBranchAsync(repository, "main", TimeSpan.Zero, None))!;

    private Task<IFileProvider> OpenAsync(RepositoryName repository, string commit, string folder) => _github.OpenAsync(repository, commit, [folder], None);

    private IEnumerable<(int Status, int Count)> GitHubCalls() => _sandbox.Calls.Counts().Where(call => call.Api == "github").Select(call => (call.Status, call.Count));

    private static Dictionary<string, string> Read(IFileProvider files, string folder) => files.GetDirectoryContents(folder).SelectMany(entry => ReadEntry(files, $"{folder}/{entry.Name}", entry)).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> ReadEntry(IFileProvider files, string path, IFileInfo entry)
    {
        if (entry.IsDirectory) return Read(files, path);
        using var reader = new StreamReader(entry.CreateReadStream());
        return [new(path, reader.ReadToEnd())];
    }

    /// <summary>One world for all tests here, which leave it as they found it but for commits.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        public SandboxHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 });

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
