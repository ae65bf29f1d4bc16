using System.Net;
using System.Text.Json;

namespace Kayron.Tests.Sandbox.Hosting;

public sealed class ActionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Actions_describe_themselves_without_a_token()
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        var actions = (await sandbox.GetAsync("_sandbox/")).GetProperty("actions").EnumerateArray().ToList();
        Assert.Contains(actions, action => action.GetProperty("path").GetString() == "/_sandbox/publish-release");
        Assert.All(actions, action => Assert.NotEqual("", action.GetProperty("description").GetString()));
    }

    [Theory]
    [InlineData("publish-release", "{}", "tag")]
    [InlineData("publish-release", """{"tag":"v2026.11.1"}""", "tag")]
    [InlineData("publish-release", """{"tag":"a..b"}""", "tag")]
    [InlineData("publish-release", """{"tag":"v1","target":"nowhere"}""", "target")]
    [InlineData("push-commit", """{"repository":"nothing"}""", "repository")]
    [InlineData("push-commit", """{"repository":"api","files":{"../../x":"y"}}""", "files")]
    [InlineData("push-commit", """{"repository":"api","brunch":"x"}""", "brunch")]
    [InlineData("close-pull-request", """{"repository":"web","number":99}""", "number")]
    [InlineData("close-pull-request", """{"repository":"web","number":"1"}""", "number")]
    [InlineData("lag", """{"repository":"api"}""", "seconds")]
    [InlineData("fail-github", """{"path":"/","status":200}""", "status")]
    [InlineData("change-definition", """{"release":"nothing","strategy":"suspend: true"}""", "release")]
    public async Task A_wrong_field_is_named(string action, string body, string field)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var (status, answer) = await sandbox.PostAsync($"_sandbox/{action}", JsonDocument.Parse(body).RootElement);
        Assert.Equal((400, field), (status, answer.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Publishing_a_release_changes_what_production_runs()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await sandbox.PostAsync("_sandbox/publish-release", new { tag = "v2026.11.2" });
        Assert.Equal("v2026.11.2", (await sandbox.GetAsync("repos/acme/releases/releases/latest")).GetProperty("tag_name").GetString());
        Assert.Equal(await sandbox.HeadAsync("releases"), (await sandbox.GetAsync("repos/acme/releases/git/ref/tags/v2026.11.2")).GetProperty("object").GetProperty("sha").GetString());
    }

    [Fact]
    public async Task Changing_a_definition_edits_one_line_of_the_folder()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var file = Path.Combine(sandbox.Folder("releases"), "service", "service.yaml");
        var before = await File.ReadAllLinesAsync(file, Cancelled);
        var (status, body) = await sandbox.PostAsync("_sandbox/change-definition", new { release = "search", strategy = "release: \"v0.9.4\"" });
        var after = await File.ReadAllLinesAsync(file, Cancelled);
        Assert.Equal(200, status);
        Assert.Equal(body.GetProperty("commit").GetString(), await sandbox.HeadAsync("releases"));
        Assert.Equal(["    release: \"v0.9.4\""], after.Except(before));
        Assert.Equal(before.Length, after.Length);
    }

    [Fact]
    public async Task Pull_requests_open_from_forks_follow_their_branch_merge_and_close()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var actions = sandbox.Host.Actions;
        var fork = await actions.OpenPullRequestAsync("api", "faster", "Faster", author: "mallory", fork: true, ct: Cancelled);
        var pushed = await actions.PushCommitAsync("mallory/api", "faster", message: "Faster still", author: "mallory", ct: Cancelled);
        var pull = await sandbox.GetAsync($"repos/acme/api/pulls/{fork}");
        Assert.Equal((pushed, "mallory:faster"), (pull.GetProperty("head").GetProperty("sha").GetString(), pull.GetProperty("head").GetProperty("label").GetString()));

        var merge = await actions.MergePullRequestAsync("api", fork, ct: Cancelled);
        Assert.Equal(merge, await sandbox.HeadAsync("api"));
        Assert.True((await sandbox.GetAsync($"repos/acme/api/pulls/{fork}")).GetProperty("merged").GetBoolean());

        var own = await actions.OpenPullRequestAsync("api", "own", ct: Cancelled);
        await actions.DeleteBranchAsync("api", "own", Cancelled);
        Assert.Equal("closed", (await sandbox.GetAsync($"repos/acme/api/pulls/{own}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task GitHub_goes_down_for_calls_or_for_a_time_and_comes_back()
    {
        var clock = new ManualClock();
        await using var sandbox = await SandboxFixture.StartAsync("empty", clock: clock);
        await sandbox.PostAsync("_sandbox/github-down", new { calls = 2 });
        Assert.Equal((503, 503, 200), (await StatusAsync(), await StatusAsync(), await StatusAsync()));
        await sandbox.PostAsync("_sandbox/github-down", new { seconds = 60 });
        Assert.Equal(503, await StatusAsync());
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, await StatusAsync());
        await sandbox.PostAsync("_sandbox/github-down");
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(503, await StatusAsync());
        await sandbox.PostAsync("_sandbox/github-up");
        Assert.Equal(200, await StatusAsync());

        async Task<int> StatusAsync() => (await sandbox.SendAsync(HttpMethod.Get, "user")).Status;
    }

    [Fact]
    public async Task An_injected_answer_meets_its_route_alone()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await sandbox.PostAsync("_sandbox/fail-github", new { path = "/git/ref/", status = 403, retryAfter = 60, message = "You have exceeded a secondary rate limit" });
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/api")).Status);
        using var refused = await sandbox.Http.GetAsync("repos/acme/api/git/ref/heads/main", Cancelled);
        Assert.Equal((HttpStatusCode.Forbidden, "60"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/api/git/ref/heads/main")).Status);
    }

    [Fact]
    public async Task A_lagging_branch_shows_its_old_head_for_a_time()
    {
        var clock = new ManualClock();
        await using var sandbox = await SandboxFixture.StartAsync(clock: clock);
        var before = await sandbox.HeadAsync("api");
        await sandbox.Host.Actions.LagAsync("api", "main", TimeSpan.FromSeconds(60), Cancelled);
        var after = await sandbox.Host.Actions.PushCommitAsync("api", "main", ct: Cancelled);
        Assert.Equal(before, await sandbox.HeadAsync("api"));
        Assert.Equal(before, (await sandbox.GetAsync("repos/acme/api/branches/main")).GetProperty("commit").GetProperty("sha").GetString());
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(after, await sandbox.HeadAsync("api"));
    }

    [Fact]
    public async Task Calls_are_counted_and_counted_anew()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await sandbox.HeadAsync("api");
        await sandbox.HeadAsync("web");
        var call = (await sandbox.GetAsync("_sandbox/calls")).GetProperty("calls")[0];
        Assert.Equal("""{"api":"github","operation":"GET /repos/{owner}/{repo}/git/ref/{ref}","status":200,"count":2}""", call.GetRawText());
        await sandbox.PostAsync("_sandbox/reset-calls");
        Assert.Equal(0, (await sandbox.GetAsync("_sandbox/calls")).GetProperty("calls").GetArrayLength());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task Another_site_cannot_move_the_world(string header, string value)
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        sandbox.Http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        Assert.Equal(403, (await sandbox.PostAsync("_sandbox/github-down")).Status);
    }
}
