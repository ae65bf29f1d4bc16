using System.Net;
using System.Net.Http.Headers;
using Kayron.Core.Reconcile;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

public sealed class GitHubFaultTests : IDisposable
{
    private const string Path = "/git/matching-refs/heads/main";
    private readonly GitHubUnderTest _test = new();

    [Fact]
    public async Task A_token_that_is_not_accepted_is_named()
    {
        _test.GitHub.Status(Path, HttpStatusCode.Unauthorized, "Bad credentials");
        var fault = await Assert.ThrowsAsync<BlockedException>(Ask);
        Assert.Contains("KAYRON_GITHUB_TOKEN", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_out_of_reach_is_blocked_and_never_read_as_no_branch()
    {
        _test.GitHub.Json(Path, "[]");
        Assert.Null(await Ask());
        _test.GitHub.Status(Path, HttpStatusCode.NotFound, "Not Found");
        Assert.Contains("cannot see acme/releases", (await Assert.ThrowsAsync<BlockedException>(Ask)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_blocked_and_no_limit()
    {
        _test.GitHub.Status(Path, HttpStatusCode.Forbidden, "Resource not accessible by personal access token");
        Assert.Contains("Resource not accessible", (await Assert.ThrowsAsync<BlockedException>(Ask)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BlockedException>(Ask);
        Assert.Equal(2, _test.GitHub.Calls.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task While_GitHub_asks_to_wait_nobody_with_the_token_calls(HttpStatusCode status)
    {
        _test.GitHub.On(Path, () => Limited(status, headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(60))));
        Assert.Equal(TimeSpan.FromSeconds(60), (await Assert.ThrowsAsync<TransientException>(Ask)).RetryAfter);

        _test.Time.Advance(TimeSpan.FromSeconds(59));
        _test.Restart();
        Assert.Equal(TimeSpan.FromSeconds(1), (await Assert.ThrowsAsync<TransientException>(Ask)).RetryAfter);
        Assert.Single(_test.GitHub.Calls);
        Assert.Contains(_test.Metered, call => call.EndsWith(" throttled", StringComparison.Ordinal));

        _test.Time.Advance(TimeSpan.FromSeconds(1));
        _test.GitHub.Json(Path, "[]");
        Assert.Null(await Ask());
    }

    [Fact]
    public async Task An_exhausted_limit_lasts_until_its_reset_by_the_servers_clock()
    {
        var server = _test.Time.GetUtcNow().AddHours(1);
        _test.GitHub.On(Path, () => Limited(HttpStatusCode.Forbidden, headers =>
        {
            headers.Date = server;
            headers.Add("X-RateLimit-Remaining", "0");
            headers.Add("X-RateLimit-Reset", server.AddMinutes(10).ToUnixTimeSeconds().ToString());
        }));
        Assert.Equal(TimeSpan.FromMinutes(10), (await Assert.ThrowsAsync<TransientException>(Ask)).RetryAfter);
        _test.RecordGauges();
        Assert.Contains(0, _test.RateLimitRemaining);
    }

    [Fact]
    public async Task A_secondary_limit_without_a_time_lasts_a_minute()
    {
        _test.GitHub.Status(Path, HttpStatusCode.Forbidden, "You have exceeded a secondary rate limit.");
        Assert.Equal(TimeSpan.FromMinutes(1), (await Assert.ThrowsAsync<TransientException>(Ask)).RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task An_outage_is_transient_retried_twice_and_then_once_a_call(HttpStatusCode status)
    {
        _test.GitHub.Status(Path, status);
        await Assert.ThrowsAsync<TransientException>(Ask);
        Assert.Equal(3, _test.GitHub.Calls.Count);
        await Assert.ThrowsAsync<TransientException>(Ask);
        Assert.Equal(4, _test.GitHub.Calls.Count);

        _test.GitHub.Json(Path, "[]");
        Assert.Null(await Ask());
    }

    [Fact]
    public async Task A_hiccup_is_not_noticed()
    {
        var calls = 0;
        _test.GitHub.On(Path, () => ++calls == 1 ? throw new HttpRequestException("connection reset") : FakeGitHub.Answer(HttpStatusCode.OK, "[]"));
        Assert.Null(await Ask());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_transient()
    {
        _test.GitHub.On(Path, () => throw new HttpRequestException("connection refused"));
        await Assert.ThrowsAsync<TransientException>(Ask);
    }

    [Fact]
    public async Task A_hung_call_ends_after_15_seconds()
    {
        using var asked = new SemaphoreSlim(0);
        _test.GitHub.On(Path, async (_, stop) =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, stop);
            return Limited(HttpStatusCode.OK, _ => { });
        });
        var call = Ask();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await asked.WaitAsync(TestContext.Current.CancellationToken);
            _test.Time.Advance(TimeSpan.FromSeconds(15));
        }
        Assert.Contains("no answer within 15 s", (await Assert.ThrowsAsync<TransientException>(() => call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_never_ends_ends_after_15_seconds_too()
    {
        using var reading = new SemaphoreSlim(0);
        _test.GitHub.On(Path, () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new EndlessContent(reading) });
        var call = Ask();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await reading.WaitAsync(TestContext.Current.CancellationToken);
            _test.Time.Advance(TimeSpan.FromSeconds(15));
        }
        await Assert.ThrowsAsync<TransientException>(() => call);
    }

    [Theory]
    [InlineData("<html>maintenance</html>", "text/html")]
    [InlineData("<html>maintenance</html>", "application/json")]
    [InlineData("[{\"ref\":", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("{\"message\":\"hello\"}", "application/json")]
    public async Task An_answer_that_makes_no_sense_is_transient_and_no_branch_is_concluded_from_it(string body, string type)
    {
        _test.GitHub.On(Path, () => FakeGitHub.Answer(HttpStatusCode.OK, body, type));
        await Assert.ThrowsAsync<TransientException>(Ask);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"message\":\"hello\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Nothing_is_concluded_from_JSON_that_is_something_else(string body)
    {
        foreach (var path in new[] { "", "/releases/latest", $"/git/commits/{GitFixture.Commit}", "/compare/v1...v2?per_page=100&page=1" })
            _test.GitHub.On(path, () => FakeGitHub.Answer(HttpStatusCode.OK, body));
        var (github, none) = (_test.SourceControl, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TransientException>(() => github.DefaultBranchAsync(AcmeReleases, none));
        await Assert.ThrowsAsync<TransientException>(() => github.LatestReleaseAsync(AcmeReleases, TimeSpan.Zero, none));
        await Assert.ThrowsAsync<TransientException>(() => github.OpenAsync(AcmeReleases, GitFixture.Commit, ["service"], none));
        await Assert.ThrowsAsync<TransientException>(() => github.CompareAsync(AcmeReleases, "v1", "v2", none));
    }

    [Fact]
    public async Task A_repository_that_was_renamed_is_followed_with_the_token()
    {
        _test.GitHub.Redirect(Path, "https://github.test/api/v3/repositories/7/git/matching-refs/heads/main").Elsewhere("/api/v3/repositories/7/git/matching-refs/heads/main", "[]");
        Assert.Null(await Ask());
        Assert.Contains("GET /repos/{owner}/{repo}/git/matching-refs/heads/{branch} ok", _test.Metered);
    }

    [Fact]
    public async Task The_token_does_not_follow_to_another_host()
    {
        _test.GitHub.Redirect(Path, "https://elsewhere.test/path").Elsewhere("/path", "[]", withToken: false);
        Assert.Null(await Ask());
    }

    [Fact]
    public async Task Words_of_GitHub_stay_on_one_line()
    {
        _test.GitHub.Status(Path, HttpStatusCode.UnprocessableEntity, "a\\r\\nb\\u001b[31m");
        Assert.DoesNotContain((await Assert.ThrowsAsync<BlockedException>(Ask)).Message, char.IsControl);
    }

    public void Dispose() => _test.Dispose();

    private Task<string?> Ask() => _test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.Zero, TestContext.Current.CancellationToken);

    private static HttpResponseMessage Limited(HttpStatusCode status, Action<HttpResponseHeaders> write)
    {
        var answer = FakeGitHub.Answer(status, "{}");
        write(answer.Headers);
        return answer;
    }

    private sealed class EndlessContent(SemaphoreSlim reading) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            reading.Release();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
