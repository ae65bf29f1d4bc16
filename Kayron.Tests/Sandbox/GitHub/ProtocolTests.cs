using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kayron.Tests.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.GitHub;

public sealed class ProtocolTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("api/v3/")]
    public async Task An_answer_the_client_has_is_304_and_free(string prefix)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        using var first = await sandbox.Http.GetAsync(prefix + "repos/acme/releases/git/ref/heads/main", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, prefix + "repos/acme/releases/git/ref/heads/main");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await sandbox.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("4999", first.Headers.GetValues("X-RateLimit-Remaining").Single());
        Assert.Equal("4999", second.Headers.GetValues("X-RateLimit-Remaining").Single());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal("", await second.Content.ReadAsStringAsync(Cancelled));
        Assert.Contains(sandbox.Host.Calls.Counts(), call => call is { Api: "github", Operation: "GET /repos/{owner}/{repo}/git/ref/{ref}", Status: 304, Count: 1 });
    }

    [Fact]
    public async Task Links_lead_through_all_pages()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var seen = new List<string>();
        for (var next = "repos/acme/api/commits?per_page=4"; next is not null;)
        {
            using var response = await sandbox.Http.GetAsync(next, Cancelled);
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
            seen.AddRange(page.RootElement.EnumerateArray().Select(commit => commit.GetProperty("sha").GetString()!));
            next = response.Headers.TryGetValues("Link", out var links) ? NextOf(links.Single()) : null;
        }

        Assert.Equal(10, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(null, 401, "Requires authentication")]
    [InlineData("Bearer nonsense", 401, "Bad credentials")]
    [InlineData("token sandbox", 200, null)]
    [InlineData("Basic eDpzYW5kYm94", 200, null)]
    public async Task The_token_is_checked(string? authorization, int status, string? message)
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        sandbox.Http.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        var (answered, body) = await sandbox.SendAsync(HttpMethod.Get, "repos/acme/releases");
        Assert.Equal(status, answered);
        if (message is not null) Assert.Equal(message, body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_token_without_the_right_is_refused_and_a_hidden_repository_is_not_there()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-linus");
        Assert.Equal(403, (await sandbox.PostAsync("repos/acme/api/releases", new { tag_name = "v9.9.9" })).Status);
        await sandbox.Host.Actions.SetAccessAsync("api", visible: false, Cancelled);
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/api")).Status);
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, "repos/acme/no-such-thing")).Status);
    }

    [Fact]
    public async Task A_used_up_allowance_is_403_until_its_hour_ends()
    {
        var clock = new ManualClock();
        await using var sandbox = await SandboxFixture.StartAsync("empty", clock: clock);
        await sandbox.GetAsync("user");
        sandbox.Host.Actions.LeaveGitHubCalls(1);
        await sandbox.GetAsync("user");
        using var refused = await sandbox.Http.GetAsync("user", Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("0", refused.Headers.GetValues("X-RateLimit-Remaining").Single());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("kayron-bot", (await sandbox.GetAsync("user")).GetProperty("login").GetString());
    }

    [Fact]
    public async Task A_tarball_is_a_redirect_to_an_address_that_needs_no_token()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        using var redirect = await sandbox.Http.GetAsync("repos/acme/infrastructure/tarball/v0.5.8", Cancelled);
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        await using var packed = await sandbox.Http.GetStreamAsync(redirect.Headers.Location, Cancelled);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: Cancelled) is { } entry) names.Add(entry.Name);
        Assert.Contains(names, name => name.StartsWith("acme-infrastructure-", StringComparison.Ordinal) && name.EndsWith("/cloudformation/index.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "repos/acme/api/releases", "{}", 422)]
    [InlineData("POST", "repos/acme/api/releases", "{", 400)]
    [InlineData("POST", "repos/acme/api/releases", "[]", 400)]
    [InlineData("POST", "repos/acme/api/git/refs", """{"ref":"refs/heads/x","sha":"0000000000000000000000000000000000000000"}""", 422)]
    [InlineData("POST", "repos/acme/api/pulls", """{"title":"x","head":"main","base":"main"}""", 422)]
    [InlineData("POST", "repos/acme/api/deployments", """{"ref":"nowhere"}""", 422)]
    [InlineData("GET", "repos/acme/api/commits/nowhere", null, 422)]
    [InlineData("GET", "repos/acme/api/contents/nothing", null, 404)]
    [InlineData("GET", "repos/acme/api/git/matching-refs/heads/nothing", null, 200)]
    [InlineData("GET", "repos/acme/api/git/trees/0000", null, 404)]
    [InlineData("GET", "nothing/here", null, 404)]
    public async Task What_is_wrong_is_answered_as_GitHub_does(string method, string path, string? body, int status)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body);
        using var response = await sandbox.Http.SendAsync(request, Cancelled);
        Assert.Equal(status, (int)response.StatusCode);
        if (status >= 400) Assert.Contains("documentation_url", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/api/compare/v1.8.2...v1.9.0", "Read orders page by page")]
    [InlineData("acme/web/pull/1", "style/dark.css")]
    [InlineData("acme/releases/releases/tag/v2026.11.1", "service/service.yaml")]
    [InlineData("acme/ledger", "CHANGES.md")]
    public async Task A_link_leads_to_a_page_a_browser_shows(string path, string content)
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        using var response = await sandbox.Http.GetAsync(path, Cancelled);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(content, await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_inert_on_a_page()
    {
        await using var sandbox = await SandboxFixture.StartAsync("empty");
        var commit = await sandbox.Host.Actions.PushCommitAsync("releases", "main", message: "<script>alert(1)</script>", ct: Cancelled);
        Assert.DoesNotContain("<script>", await sandbox.Http.GetStringAsync($"acme/releases/commit/{commit}", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_knows_the_pull_request_that_brought_it()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        var merge = await sandbox.Host.Actions.MergePullRequestAsync("ledger", 1, ct: Cancelled);
        Assert.Equal(1, (await sandbox.GetAsync($"repos/acme/ledger/commits/{merge}/pulls"))[0].GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_deployment_as_GitHub_defaults_it_demands_checks_and_merges_the_default_branch()
    {
        await using var sandbox = await SandboxFixture.StartAsync();
        await sandbox.PostAsync($"repos/acme/api/statuses/{await sandbox.HeadAsync("api")}", new { state = "failure", context = "build" });
        Assert.Equal(409, (await sandbox.PostAsync("repos/acme/api/deployments", new { @ref = "main" })).Status);
        Assert.Equal(201, (await sandbox.PostAsync("repos/acme/api/deployments", new { @ref = "main", required_contexts = Array.Empty<string>() })).Status);
        await sandbox.Host.Actions.PushCommitAsync("web", "main", message: "More", ct: Cancelled);
        Assert.Equal(202, (await sandbox.PostAsync("repos/acme/web/deployments", new { @ref = "dark-mode" })).Status);
        Assert.Equal(201, (await sandbox.PostAsync("repos/acme/web/deployments", new { @ref = "dark-mode" })).Status);
    }

    private static string? NextOf(string links) =>
        links.Split(", ").FirstOrDefault(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal)) is { } next ? next[1..next.IndexOf('>', StringComparison.Ordinal)] : null;
}
