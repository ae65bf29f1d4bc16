using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Core.Commands;
using Kayron.Tests.Support;

namespace Kayron.Tests.Api;

public sealed class ApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_environment_has_the_shape_that_scripts_rely_on()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var environment = await script.GetFromJsonAsync<JsonElement>("/api/v1/environments/production", Cancel);
        foreach (var name in new[] { "name", "ref", "stack", "releases", "change", "decisions", "pauses", "lastRun" }) Assert.True(environment.TryGetProperty(name, out _), name);
        foreach (var name in new[] { "name", "status", "lastUpdated" }) Assert.True(environment.GetProperty("stack").TryGetProperty(name, out _), name);
        var release = environment.GetProperty("releases")[0];
        foreach (var name in new[] { "name", "kind", "github", "docker", "deploy", "current", "desired", "state" }) Assert.True(release.TryGetProperty(name, out _), name);
    }

    [Fact]
    public async Task A_change_has_the_shape_that_scripts_rely_on()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var change = await script.GetFromJsonAsync<JsonElement>($"/api/v1/changes/{daemon.Core.World.Changes[0].Id}", Cancel);
        string[] names = ["id", "environment", "state", "fingerprint", "createdAt", "releases", "parameters", "resources", "templates", "decisions", "approvals", "required"];
        foreach (var name in names) Assert.True(change.TryGetProperty(name, out _), name);
        foreach (var name in new[] { "name", "from", "to", "compareUrl", "class" }) Assert.True(change.GetProperty("releases")[0].TryGetProperty(name, out _), name);
        foreach (var name in new[] { "logicalId", "type", "action", "replacement", "confidence", "stack", "details" }) Assert.True(change.GetProperty("resources")[0].TryGetProperty(name, out _), name);
        foreach (var name in new[] { "policy", "verdict", "reason", "evidence", "until" }) Assert.True(change.GetProperty("decisions")[0].TryGetProperty(name, out _), name);
    }

    [Theory]
    [InlineData("environments"), InlineData("changes"), InlineData("deployments"), InlineData("runs"), InlineData("pauses"), InlineData("previews"), InlineData("images"), InlineData("images/dropped"), InlineData("workers"), InlineData("outbox")]
    public async Task Every_list_is_paged_and_tells_its_total(string list)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var page = await script.GetFromJsonAsync<JsonElement>($"/api/v1/{list}?page=2&size=1", Cancel);
        Assert.True(page.GetProperty("items").GetArrayLength() <= 1);
        Assert.True(page.GetProperty("total").GetInt32() >= 0);
    }

    [Theory]
    [InlineData("changes?page=0", "page must be a whole number from 1 to 1000000.")]
    [InlineData("changes?size=1000", "size must be a whole number from 1 to 200.")]
    [InlineData("changes?size=ten", "size must be a whole number from 1 to 200.")]
    [InlineData("changes?state=done", "state must be one of planned, blocked, awaiting-approval, ready, executing, succeeded, failed, superseded, rejected, expired.")]
    [InlineData("previews?state=gone", "state must be one of waiting-for-image, updating, ready, failed, refused, left-out, removing.")]
    [InlineData("changes?enviroment=production", "enviroment is not known here; known are page, size, environment, state.")]
    [InlineData("deployments?format=xml", "format must be one of json, csv.")]
    [InlineData("runs?page=1&page=2", "page is given more than once.")]
    public async Task A_bad_parameter_is_named(string query, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        await AssertProblemAsync(await script.GetAsync($"/api/v1/{query}", Cancel), HttpStatusCode.BadRequest, "invalid", detail);
    }

    [Theory]
    [InlineData("environments/nowhere", "There is no environment nowhere.")]
    [InlineData("changes/none", "There is no change none.")]
    [InlineData("deployments/x1", "There is no deployment x1.")]
    [InlineData("nothing", "There is no such address in this API.")]
    public async Task What_is_not_there_is_said(string path, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        await AssertProblemAsync(await script.GetAsync($"/api/v1/{path}", Cancel), HttpStatusCode.NotFound, "not-found", detail);
    }

    [Fact]
    public async Task An_approval_reaches_the_command_with_who_gave_it_and_from_where()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script(daemon.Core.Tokens.Add("a-token-of-adas", "ada", Role.Approver, ["production"]));
        var id = daemon.Core.World.Changes[0].Id;
        using var answer = await script.PostAsJsonAsync($"/api/v1/changes/{id}/approve", new { fingerprint = "f1", comment = "looks right", confirm = new[] { "Database" } }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var request = Assert.IsType<ApproveRequest>(Assert.Single(daemon.Core.Commands.Received));
        Assert.Equal((id, "f1", "looks right", "Database"), (request.ChangeId, request.Fingerprint, request.Comment, Assert.Single(request.Confirm!)));
        var actor = Assert.Single(daemon.Core.Commands.Actors);
        Assert.Equal(("ada", "127.0.0.1 api"), (actor.Login, actor.Origin));
        Assert.True(actor.Is(Role.Approver, "production"));
        Assert.False(actor.Is(Role.Viewer, "testing"));
    }

    [Theory]
    [InlineData("""{"fingerprint":"f","colour":"red"}""", "colour is not a key of this request.")]
    [InlineData("""{"fingerprint":7}""", "fingerprint has the wrong type.")]
    [InlineData("""{"fingerprint":"f","confirm":"Database"}""", "confirm has the wrong type.")]
    [InlineData("""{"fingerprint":"f","fingerprint":"g"}""", "fingerprint is there more than once.")]
    [InlineData("""{"comment":"x"}""", "fingerprint is missing: an approval holds for what was looked at.")]
    [InlineData("""{"fingerprint":""", "fingerprint is not valid JSON.")]
    public async Task A_bad_body_is_named_by_its_key(string body, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await AssertProblemAsync(await script.PostAsync("/api/v1/changes/x/approve", content, Cancel), HttpStatusCode.BadRequest, "invalid", detail);
        Assert.Empty(daemon.Core.Commands.Received);
    }

    [Fact]
    public async Task What_a_command_refuses_becomes_a_problem_with_its_code()
    {
        await using var daemon = await TestDaemon.StartAsync();
        daemon.Core.Commands.Answer = new CommandResult.Refused("stale-fingerprint", 409, "The change is another one now.");
        using var script = daemon.Script();
        using var answer = await script.PostAsJsonAsync($"/api/v1/changes/{daemon.Core.World.Changes[0].Id}/approve", new { fingerprint = "old" }, Cancel);
        await AssertProblemAsync(answer, HttpStatusCode.Conflict, "stale-fingerprint", "The change is another one now.");
    }

    [Fact]
    public async Task Pausing_and_resuming()
    {
        await using var daemon = await TestDaemon.StartAsync();
        daemon.Core.Commands.Answer = new CommandResult.Done("7");
        using var script = daemon.Script();
        using var paused = await script.PostAsJsonAsync("/api/v1/pauses", new { environment = "production", reason = "incident 42", until = "2099-01-01T00:00:00Z" }, Cancel);
        Assert.Equal((HttpStatusCode.Created, "/api/v1/pauses/7"), (paused.StatusCode, paused.Headers.Location!.ToString()));
        using var resumed = await script.DeleteAsync("/api/v1/pauses/7", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, resumed.StatusCode);
        Assert.Equal([new PauseRequest("production", null, "incident 42", new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)), ("resume", 7L, (string?)null)], daemon.Core.Commands.Received);
    }

    [Theory]
    [InlineData("""{"environment":"production"}""", "reason is missing: others must be able to read why nothing moves.")]
    [InlineData("""{"environment":"prod","reason":"x"}""", "environment must be one of testing, production.")]
    [InlineData("""{"reason":"x","until":"2001-01-01T00:00:00Z"}""", "until must be in the future.")]
    [InlineData("""{"reason":"x","until":"tomorrow"}""", "until must be a time such as 2026-11-27T17:00:00Z.")]
    public async Task A_pause_that_says_too_little_is_refused(string body, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await AssertProblemAsync(await script.PostAsync("/api/v1/pauses", content, Cancel), HttpStatusCode.BadRequest, "invalid", detail);
    }

    [Fact]
    public async Task A_session_needs_its_antiforgery_token_for_mutations_and_a_script_does_not()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("grace");
        using var forged = await browser.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        await AssertProblemAsync(forged, HttpStatusCode.BadRequest, "antiforgery", "Send the antiforgery token of this session in the header X-CSRF-TOKEN; GET /auth/antiforgery has it.");
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        using var meant = await browser.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, meant.StatusCode);
        using var script = daemon.Script();
        using var scripted = await script.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, scripted.StatusCode);
        Assert.Equal(["grace", "administrator"], daemon.Core.Commands.Actors.Select(actor => actor.Login));
    }

    [Fact]
    public async Task A_mutation_from_another_site_is_refused_whatever_it_carries()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        script.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        using var answer = await script.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(daemon.Core.Commands.Received);
    }

    [Fact]
    public async Task Unknown_and_expired_tokens_are_refused_as_problems()
    {
        await using var daemon = await TestDaemon.StartAsync();
        daemon.Core.Tokens.Add("an-old-token", "ada", Role.Approver, expires: new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var token in new[] { "never-seen", "an-old-token", "" })
        {
            using var script = daemon.Script(token);
            using var answer = await script.GetAsync("/api/v1/environments", Cancel);
            await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated", "Sign in, or send a token that is known and has not expired: Authorization: Bearer TOKEN.");
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_is_refused()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var large = new StringContent($$"""{"reason":"{{new string('x', 2_000_000)}}"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await script.PostAsync("/api/v1/pauses", large, Cancel)).StatusCode);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["reason"] = "x" });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await script.PostAsync("/api/v1/pauses", form, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Deployments_are_exported_as_a_table_that_no_spreadsheet_runs()
    {
        var world = new DashboardWorld();
        world.Deployments[0] = world.Deployments[0] with { StartedBy = "=HYPERLINK(\"x\")" };
        await using var daemon = await TestDaemon.StartAsync(new FakeCore { World = world });
        using var script = daemon.Script();
        using var answer = await script.GetAsync("/api/v1/deployments?format=csv", Cancel);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith("id,environment,state,release,from,to,startedAt,endedAt,startedBy,outcome\r\n", text);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", text);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string detail)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((code, detail, (int)status), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString(), problem.GetProperty("status").GetInt32()));
    }
}
