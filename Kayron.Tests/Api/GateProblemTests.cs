using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Tests.People;

namespace Kayron.Tests.Api;

/// <summary>The same requests before the real commands, over a change that waits and deployments that ended: what they refuse, and with which code.</summary>
[Collection(WaitingProductionCollection.Name)]
public sealed class GateProblemTests(WaitingProduction production)
{
    private const string Incident = "https://status.example.com/42";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_override()
    {
        using var script = production.Daemon.Script();
        var path = $"changes/{production.Change.Id}/override";
        await AssertRefusedAsync(script, path, new { reason = "outage", incident = "javascript:alert(1)" }, 400, "invalid", "incident: give the incident's address");
        await AssertRefusedAsync(script, path, new { reason = new string('x', 2_001), incident = Incident }, 400, "invalid", "reason: at most 2000 characters");
        await AssertRefusedAsync(script, path, new { reason = "outage", incident = Incident, fingerprint = "another" }, 409, "stale-fingerprint", "this is not what change");
        using var machine = await MachineAsync(script);
        await AssertRefusedAsync(machine, path, new { reason = "outage", incident = Incident }, 403, "role", "the token of ci acts for another than its maker");
        await production.AssertUntouchedAsync();
    }

    [Fact]
    public async Task A_retry_of_what_has_not_failed()
    {
        using var script = production.Daemon.Script();
        await AssertRefusedAsync(script, $"changes/{production.Change.Id}/retry", new { reason = "again" }, 409, "not-open", "there is nothing to try again");
    }

    [Fact]
    public async Task A_rollback()
    {
        using var script = production.Daemon.Script();
        var path = $"deployments/{(await production.FirstDeploymentAsync("staging")).Id}/rollback";
        await AssertRefusedAsync(script, path, new { reason = "x", releases = Array.Empty<string>() }, 400, "invalid", "releases: names none");
        await AssertRefusedAsync(script, path, new { reason = "x", releases = new[] { "nothing" } }, 400, "invalid", "releases: deployment");
    }

    [Fact]
    public async Task A_simulation()
    {
        using var script = production.Daemon.Script();
        await AssertRefusedAsync(script, "simulate", new { at = "1900-01-01T00:00:00Z" }, 400, "invalid", "at must lie between");
        await AssertRefusedAsync(script, "simulate", new { environment = "nowhere" }, 400, "invalid", "environment must be one of");
        await AssertRefusedAsync(script, "simulate", new { policies = new { Approval = new { Required = -1 } } }, 400, "invalid", "policies:Approval:Required");
        await AssertRefusedAsync(script, "simulate", new { policies = new { Aproval = new { Required = 1 } } }, 400, "invalid", "policies:aproval does not exist; did you mean Approval?");
        using var answer = await script.PostAsJsonAsync("/api/v1/simulate", new { environment = "production" }, Cancel);
        var change = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("changes")[0];
        Assert.Equal((production.Change.Id, "production", "approve"), (change.GetProperty("id").GetString(), change.GetProperty("environment").GetString(), change.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_token()
    {
        using var script = production.Daemon.Script();
        await AssertRefusedAsync(script, "tokens", new { name = new string('x', 101), role = "viewer" }, 400, "invalid", "name: at most 100 characters");
        await AssertRefusedAsync(script, "tokens", new { name = "ci", role = "viewer", environments = new[] { "nowhere" } }, 400, "invalid", "environments: there is no nowhere");
        await AssertRefusedAsync(script, "tokens", new { name = "ci", role = "viewer", expires = "2001-01-01T00:00:00Z" }, 400, "invalid", "expires: must lie in the future");
        using var viewer = await production.ScriptOfAsync("linus", "viewer");
        await AssertRefusedAsync(viewer, "tokens", new { name = "other", account = "ada", role = "viewer" }, 403, "role", "account: a token of your own has the account linus");
    }

    [Fact]
    public async Task People()
    {
        using var margaret = await production.BrowserOfAsync("margaret");
        await AssertRefusedAsync(margaret, "people/sandbox:margaret/disable", new { }, 403, "self", "nobody disables themselves");
        await AssertRefusedAsync(margaret, "people/sandbox:margaret/enable", new { }, 409, "not-open", "Margaret is not disabled");
        await AssertRefusedAsync(margaret, "people/sandbox:margaret/disable", new { reason = new string('x', 501) }, 400, "invalid", "reason: at most 500 characters");
    }

    /// <summary>A token that acts for a machine, with every role.</summary>
    private async Task<HttpClient> MachineAsync(HttpClient administrator)
    {
        using var answer = await administrator.PostAsJsonAsync("/api/v1/tokens", new { name = "pipeline", account = "ci", role = "administrator" }, Cancel);
        return production.Daemon.Script((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
    }

    private static async Task AssertRefusedAsync(HttpClient client, string path, object body, int status, string code, string detail)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)answer.StatusCode == status, $"{path}: {answer.StatusCode} {text}");
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString());
    }
}
