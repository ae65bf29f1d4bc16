using System.Security.Cryptography;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;
using Kayron.Sandbox;
using ManualClock = Kayron.Tests.Sandbox.Hosting.ManualClock;

namespace Kayron.Tests.GitHub;

/// <summary>Kayron as a GitHub App, against the sandbox's GitHub, which verifies what is signed and ends its tokens.</summary>
public sealed class GitHubAppTests : IAsyncLifetime
{
    private const long Installation = 77;
    private static readonly RepositoryName Releases = new("acme", "releases");
    private static long _apps = 1000;
    private readonly long _app = Interlocked.Increment(ref _apps);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kayron-app");
    private readonly KayronMetrics _metrics = new();
    private readonly ManualClock _theirs = new(), _ours = new();
    private readonly RSA _key = RSA.Create(2048);
    private SandboxHost _sandbox = null!;
    private GitHubSourceControl _github = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_token_serves_all_who_ask_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => _github.FindBranchAsync(Releases, $"branch-{number}", TimeSpan.Zero, None)));
        Assert.Equal(1, TokensAsked);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_what_is_known_stays_known()
    {
        var head = await HeadAsync();
        Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(head, await HeadAsync());
        Assert.Equal(1, TokensAsked);
        Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(head, await HeadAsync());
        Assert.Equal(2, TokensAsked);
        // Conditional requests go on: the validators belong to the installation, not to a token.
        Assert.Equal([(200, 1), (304, 2)], Statuses("matching-refs"));
    }

    [Fact]
    public async Task A_token_that_is_revoked_before_its_time_is_renewed_once()
    {
        var head = await HeadAsync();
        _sandbox.Actions.RevokeAppTokens();
        Assert.Equal(head, await HeadAsync());
        Assert.Equal(2, TokensAsked);
        Assert.Equal([(200, 1), (304, 1), (401, 1)], Statuses("matching-refs"));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(-90)]
    [InlineData(-30)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(3600)]
    public async Task A_clock_that_is_wrong_is_found_out(int seconds)
    {
        _ours.Advance(TimeSpan.FromSeconds(seconds));
        Assert.NotNull(await HeadAsync());
        Advance(TimeSpan.FromMinutes(55));
        Assert.NotNull(await HeadAsync());
        Assert.DoesNotContain(Statuses("matching-refs"), call => call.Status == 401);
    }

    [Fact]
    public async Task A_wrong_key_is_said_with_the_keys_at_fault_and_is_no_storm()
    {
        using var wrong = RSA.Create(2048);
        using var github = Create(wrong);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var refused = await Assert.ThrowsAsync<BlockedException>(() => github.FindBranchAsync(Releases, "main", TimeSpan.Zero, None));
            Assert.Contains("Kayron:GitHub:App:PrivateKey", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("BEGIN", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(1, TokensAsked);
        Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<BlockedException>(() => github.FindBranchAsync(Releases, "main", TimeSpan.Zero, None));
        Assert.Equal(2, TokensAsked);
    }

    [Fact]
    public async Task An_installation_that_is_not_there_is_said_with_its_key()
    {
        using var github = Create(_key, installation: 78);
        var refused = await Assert.ThrowsAsync<BlockedException>(() => github.FindBranchAsync(Releases, "main", TimeSpan.Zero, None));
        Assert.Contains("has no installation 78: check Kayron:GitHub:App:InstallationId", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_down_while_a_token_is_asked_for_passes()
    {
        _sandbox.Actions.TakeGitHubDown(calls: 1);
        await Assert.ThrowsAsync<TransientException>(HeadAsync);
        Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(await HeadAsync());
    }

    [Fact]
    public async Task A_limit_outlives_the_token_it_was_told_to()
    {
        await HeadAsync();
        _sandbox.Actions.FailGitHub("matching-refs", 403, retryAfterSeconds: 60);
        await Assert.ThrowsAsync<TransientException>(HeadAsync);
        _sandbox.Actions.RevokeAppTokens();
        _sandbox.Calls.Reset();
        using var other = Create(_key);
        await Assert.ThrowsAsync<TransientException>(() => other.FindBranchAsync(Releases, "main", TimeSpan.Zero, None));
        Assert.Empty(_sandbox.Calls.Counts());
        Advance(TimeSpan.FromSeconds(61));
        Assert.NotNull(await HeadAsync());
    }

    [Fact]
    public async Task What_the_app_may_not_see_is_said_of_the_app()
    {
        await _sandbox.Actions.SetAccessAsync("releases", visible: false, None);
        var refused = await Assert.ThrowsAsync<BlockedException>(HeadAsync);
        Assert.StartsWith("the GitHub App of Kayron:GitHub:App cannot see acme/releases", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_printed_of_the_settings_holds_the_key()
    {
        var app = new GitHubAppSettings("1", 2, _key.ExportRSAPrivateKeyPem());
        Assert.DoesNotContain("BEGIN", $"{app} {new GitHubSettings("") { App = app }}", StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, _theirs, None);
        _sandbox.Actions.RegisterApp(_app, Installation, _key.ExportSubjectPublicKeyInfoPem());
        _github = Create(_key);
    }

    public async ValueTask DisposeAsync()
    {
        _github.Dispose();
        _key.Dispose();
        _metrics.Dispose();
        await _sandbox.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private int TokensAsked => Statuses("access_tokens").Sum(call => call.Count);

    private void Advance(TimeSpan time)
    {
        _ours.Advance(time);
        _theirs.Advance(time);
    }

    private GitHubSourceControl Create(RSA key, long installation = Installation) => GitHubSourceControl.Create(
        new GitHubSettings("", new Uri(_sandbox.Description.GitHub)) { App = new GitHubAppSettings($"{_app}", installation, key.ExportRSAPrivateKeyPem()) }, _directory.FullName, _metrics, _ours);

    private Task<string?> HeadAsync() => _github.FindBranchAsync(Releases, "main", TimeSpan.Zero, None);

    private IEnumerable<(int Status, int Count)> Statuses(string operation) =>
        _sandbox.Calls.Counts().Where(call => call.Operation.Contains(operation, StringComparison.Ordinal)).Select(call => (call.Status, call.Count));
}
