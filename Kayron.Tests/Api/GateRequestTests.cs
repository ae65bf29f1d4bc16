using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Core.Commands;
using Kayron.Tests.Support;

namespace Kayron.Tests.Api;

/// <summary>Bodies of what passes gates and goes back: what is in them reaches the command, what is wrong with them is named.</summary>
public sealed class GateRequestTests
{
    private const string Change = "/api/v1/changes/ch-production";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_body_says_reaches_the_command()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        daemon.Core.Commands.Answer = new CommandResult.Done("1", "api goes back to v1.8.2");
        using var overridden = await script.PostAsJsonAsync($"{Change}/override", new { reason = "outage", incident = "https://status.example.com/42", confirm = new[] { "Database" }, fingerprint = "f" }, Cancel);
        Assert.Equal("ch-production", (await overridden.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString());
        using var retried = await script.PostAsJsonAsync($"{Change}/retry", new { reason = "fixed" }, Cancel);
        Assert.Equal("ch-production", (await retried.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString());
        using var rolledBack = await script.PostAsJsonAsync("/api/v1/deployments/212/rollback", new { reason = "errors", releases = new[] { "api" } }, Cancel);
        Assert.Equal("""{"deployment":212,"detail":"api goes back to v1.8.2"}""", await rolledBack.Content.ReadAsStringAsync(Cancel));
        using var ended = await script.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/quarantines/3") { Content = JsonContent.Create(new { reason = "mended" }) }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var reviewed = await script.PostAsJsonAsync("/api/v1/overrides/5/review", new { note = "was right" }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, reviewed.StatusCode);

        var passed = Assert.IsType<OverrideRequest>(daemon.Core.Commands.Received[0]);
        Assert.Equal(("ch-production", "outage", "https://status.example.com/42", "Database", "f"), (passed.ChangeId, passed.Reason, passed.Incident, Assert.Single(passed.Confirm!), passed.Fingerprint));
        Assert.Equal(("retry", "ch-production", "fixed"), daemon.Core.Commands.Received[1]);
        var back = Assert.IsType<RollbackRequest>(daemon.Core.Commands.Received[2]);
        Assert.Equal((212, "errors", "api"), (back.DeploymentId, back.Reason, Assert.Single(back.Releases!)));
        Assert.Equal([("end-quarantine", 3L, "mended"), ("review", 5L, "was right")], daemon.Core.Commands.Received[3..]);
    }

    [Theory]
    [InlineData("POST", $"{Change}/override", "", "reason is missing: others review why its gates were passed.")]
    [InlineData("POST", $"{Change}/override", """{"reason":"outage"}""", "incident is missing: give the incident's address.")]
    [InlineData("POST", $"{Change}/override", """{"reason":["outage"]}""", "reason has the wrong type.")]
    [InlineData("POST", $"{Change}/override", """{"reason":"x","incident":"y","confirm":[7]}""", "confirm[0] has the wrong type.")]
    [InlineData("POST", $"{Change}/override", """{"reason":"x","incident":"y","force":true}""", "force is not a key of this request.")]
    [InlineData("POST", $"{Change}/retry", """{"reason":7}""", "reason has the wrong type.")]
    [InlineData("POST", "/api/v1/deployments/212/rollback", "", "reason is missing: others will wonder why it went back.")]
    [InlineData("POST", "/api/v1/deployments/212/rollback", """{"reason":"x","releases":"api"}""", "releases has the wrong type.")]
    [InlineData("DELETE", "/api/v1/quarantines/3", "", "reason is missing: it was quarantined for one, too.")]
    [InlineData("DELETE", "/api/v1/quarantines/3", """{"reason":" "}""", "reason is missing: it was quarantined for one, too.")]
    [InlineData("POST", "/api/v1/overrides/5/review", """{"note":false}""", "note has the wrong type.")]
    [InlineData("POST", "/api/v1/simulate", """{"at":"tomorrow"}""", "at must be a time such as 2026-11-27T17:00:00Z.")]
    [InlineData("POST", "/api/v1/simulate", """{"when":"2026-11-27T17:00:00Z"}""", "when is not a key of this request.")]
    [InlineData("POST", "/api/v1/tokens", "", "name is missing: say what the token is for.")]
    [InlineData("POST", "/api/v1/tokens", """{"name":"ci","role":"king"}""", "role must be one of viewer, operator, approver, administrator.")]
    [InlineData("POST", "/api/v1/tokens", """{"name":"ci","role":"viewer","environments":"production"}""", "environments has the wrong type.")]
    [InlineData("POST", "/api/v1/tokens", """{"name":"ci","role":"viewer","expires":"never"}""", "expires must be a time such as 2026-11-27T17:00:00Z.")]
    [InlineData("GET", "/api/v1/quarantines?enviroment=production", "", "enviroment is not known here; known are page, size, environment.")]
    [InlineData("GET", "/api/v1/overrides?reviewed=perhaps", "", "reviewed must be one of true, false.")]
    public async Task What_is_wrong_with_a_request_is_named_by_its_key(string method, string path, string body, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await AssertProblemAsync(await script.SendAsync(request, Cancel), 400, "invalid", detail);
        Assert.Empty(daemon.Core.Commands.Received);
    }

    [Theory]
    [InlineData("GET", "/api/v1/environments/nowhere/releases/api/trace", "There is no environment nowhere.")]
    [InlineData("GET", "/api/v1/environments/production/releases/nothing/trace", "There is no release nothing.")]
    [InlineData("POST", "/api/v1/changes/none/override", "There is no change none.")]
    [InlineData("POST", "/api/v1/changes/none/retry", "There is no change none.")]
    [InlineData("POST", "/api/v1/deployments/x1/rollback", "There is no deployment x1.")]
    [InlineData("DELETE", "/api/v1/quarantines/x1", "There is no quarantine x1.")]
    [InlineData("DELETE", "/api/v1/tokens/-1", "There is no token -1.")]
    [InlineData("DELETE", "/api/v1/sessions/x1", "There is no session x1.")]
    public async Task What_is_not_there_is_said_whatever_is_wanted_of_it(string method, string path, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : JsonContent.Create(Wanted(path)) };
        await AssertProblemAsync(await script.SendAsync(request, Cancel), 404, "not-found", detail);
    }

    [Theory]
    [InlineData("role", 403), InlineData("not-open", 409), InlineData("nothing-verified", 409), InlineData("confirmation-required", 422), InlineData("stale-fingerprint", 409)]
    public async Task What_a_command_refuses_keeps_its_code_on_every_route(string code, int status)
    {
        await using var daemon = await TestDaemon.StartAsync();
        daemon.Core.Commands.Answer = new CommandResult.Refused(code, status, "Not now.");
        using var script = daemon.Script();
        foreach (var path in new[] { $"{Change}/override", $"{Change}/retry", "/api/v1/deployments/212/rollback", "/api/v1/overrides/5/review" })
            await AssertProblemAsync(await script.PostAsJsonAsync(path, Wanted(path), Cancel), status, code, "Not now.");
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/quarantines/3") { Content = JsonContent.Create(new { reason = "x" }) };
        await AssertProblemAsync(await script.SendAsync(request, Cancel), status, code, "Not now.");
    }

    [Fact]
    public async Task A_trace_and_a_simulation_have_the_shape_that_scripts_rely_on()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        var trace = await script.GetFromJsonAsync<JsonElement>("/api/v1/environments/production/releases/api/trace", Cancel);
        foreach (var name in new[] { "environment", "release", "obstacle", "steps", "changeId", "nextLook", "verified" }) Assert.True(trace.TryGetProperty(name, out _), $"{name}: {trace}");
        using var simulated = await script.PostAsync("/api/v1/simulate", null, Cancel);
        var simulation = await simulated.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        foreach (var name in new[] { "at", "changes", "history" }) Assert.True(simulation.TryGetProperty(name, out _), name);
    }

    private static object Wanted(string path) => path.Split('/')[^1] switch
    {
        "override" => new { reason = "outage", incident = "https://status.example.com/42" },
        "review" => new { note = "x" },
        _ => new { reason = "x" },
    };

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code, string detail)
    {
        using var _ = answer;
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((status, code, detail), ((int)answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }
}
