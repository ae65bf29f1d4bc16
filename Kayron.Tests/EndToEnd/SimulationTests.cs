using System.Text.Json;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Kayron.Tests.EndToEnd;

/// <summary>The same evaluation at another time, or under other policies, without a trace of having asked.</summary>
public sealed class SimulationTests
{
    private const string Nights = """{ "Window": { "Allow": [ { "From": "22:00", "To": "06:00", "TimeZone": "Europe/Berlin" } ] } }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_change_is_judged_at_another_time_and_under_other_policies()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var same = Assert.Single((await SimulateAsync(world)).Changes);
        Assert.Equal((waiting.ChangeId, "awaiting-approval", "approve", false), (same.Id, same.Was, same.Verdict, same.Differs));

        var noon = await SimulateAsync(world, "2026-11-27T12:00:00Z", Nights);
        Assert.Equal(("hold", true), Assert.Single(noon.Changes) is var held ? (held.Verdict, held.Differs) : default);
        Assert.Contains(noon.Changes[0].Decisions, decision => decision is { Policy: "Window", Verdict: "hold" } && decision.Until == new DateTimeOffset(2026, 11, 27, 21, 0, 0, TimeSpan.Zero));
        Assert.Equal("approve", (await SimulateAsync(world, "2026-11-27T22:00:00Z", Nights)).Changes[0].Verdict);
        Assert.Equal(("allow", true), (await SimulateAsync(world, policies: """{ "Approval": { "Required": 0 } }""")).Changes[0] is var open ? (open.Verdict, open.Differs) : default);
    }

    [Fact]
    public async Task Past_deployments_that_other_policies_would_not_have_let_start_are_listed()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Empty((await SimulateAsync(world, environment: "staging")).History);
        var asked = Assert.Single((await SimulateAsync(world, environment: "staging", policies: """{ "Approval": { "Required": 2 } }""")).History);
        Assert.Equal(("allow", "approve", "staging"), (asked.Was, asked.Verdict, asked.Environment));
        Assert.Equal("hold", Assert.Single((await SimulateAsync(world, "2026-11-27T12:00:00Z", Nights, "staging")).History).Verdict);
    }

    [Fact]
    public async Task A_release_that_soaks_goes_at_a_time_when_it_has_soaked()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Soak = new SoakSettings("staging", TimeSpan.FromDays(1)) }));
        await world.RunUntilAsync("production", "no-drift");
        var unknown = (await SimulateAsync(world, environment: "production")).Releases;
        Assert.Contains(unknown, release => release is { Name: "api", Was: "hold", Verdict: "hold", Differs: false });
        Assert.All(unknown, release => Assert.Equal("has not run verified in staging yet", SoakOf(release).Reason));

        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("production");
        Assert.Equal("soaks in staging, 24 h left", SoakOf(Assert.Single(await ApiAsync(null, null))).Reason);
        var later = Assert.Single(await ApiAsync(TimeProvider.System.GetUtcNow().AddHours(25).ToString("O"), null));
        Assert.Equal(("hold", "allow", true, "Has soaked in staging"), (later.Was, later.Verdict, later.Differs, SoakOf(later).Reason));
        Assert.Equal("allow", Assert.Single(await ApiAsync(null, """{ "Broadening": {} }""")).Verdict);
        Assert.Equal("has not run verified in testing yet", SoakOf(Assert.Single(await ApiAsync(null, """{ "Soak": { "Environment": "testing", "For": "1h" } }"""))).Reason);

        async Task<IEnumerable<SimulatedRelease>> ApiAsync(string? at, string? policies) => (await SimulateAsync(world, at, policies, "production")).Releases.Where(release => release.Name == "api");
    }

    [Fact]
    public async Task Whose_turn_it_is_is_judged_by_what_the_other_environment_has_done()
    {
        const string AfterStaging = """{ "Order": { "After": "staging" } }""";
        await using var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Order = new OrderSettings("staging") }));
        await world.RunUntilAsync("production", "blocked");
        Assert.Equal(("hold", false), Assert.Single((await SimulateAsync(world)).Changes) is var held ? (held.Verdict, held.Differs) : default);
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("production", "awaiting-approval");
        Assert.Equal(("approve", false), Assert.Single((await SimulateAsync(world)).Changes) is var asked ? (asked.Verdict, asked.Differs) : default);

        Assert.Empty((await SimulateAsync(world, environment: "staging")).History);
        Assert.Equal("policies:Order:After goes round in a circle: staging waits for staging.", await ProblemAsync("staging", AfterStaging));
        Assert.Equal("policies:Order:After goes round in a circle: staging waits for production waits for staging.", await ProblemAsync("staging", """{ "Order": { "After": "production" } }"""));
        Assert.Equal("policies:Soak:Environment is \"stagin\", which is no environment.", await ProblemAsync("testing", """{ "Soak": { "Environment": "stagin", "For": "1h" } }"""));

        async Task<string> ProblemAsync(string environment, string policies) =>
            Assert.Single(Assert.IsType<SimulationResult.Invalid>(await AskAsync(world, null, policies, environment)).Problems) is var (key, message) ? $"{key} {message}" : "";
    }

    [Theory]
    [InlineData("""{ "Windw": {} , "Approval": { "Required": "many" } }""", "policies:Approval:Required is \"many\": it must be a whole number from 0 to 20.")]
    [InlineData("""{ "Window": { "Allow": [ { "From": "25:00" } ] } }""", "policies:Window:Allow:0:From is \"25:00\": it must be a time such as 09:00.")]
    [InlineData("""{ "Window": { "Allow": [ { "TimeZone": "Europe/Berln" } ] } }""", "policies:Window:Allow:0:TimeZone is \"Europe/Berln\": did you mean Europe/Berlin?")]
    [InlineData("""{ "Frieze": { "Enabled": true } }""", "policies:Frieze does not exist")]
    [InlineData("""{ "Windw": {}, "Window": {} }""", "policies:Windw does not exist; did you mean Window?")]
    [InlineData("""[]""", "policies must be an object, as it stands in the configuration.")]
    public void A_policy_that_is_wrong_is_told_with_its_key(string policies, string problem) =>
        Assert.Contains(PolicyText.Read(JsonDocument.Parse(policies).RootElement, Tier.Production).Problems, wrong => wrong.ToString().StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public async Task What_is_in_force_can_be_edited_and_means_the_same()
    {
        await using var world = await LoopWorld.StartAsync();
        foreach (var environment in world.Settings.Environments)
        {
            var (read, problems) = PolicyText.Read(JsonDocument.Parse(PolicyText.Write(environment.Policies)).RootElement, environment.Tier);
            Assert.Empty(problems);
            Assert.Equal(PolicyText.Write(environment.Policies), PolicyText.Write(read));
        }
        const string Everything = """
            { "Approval": { "Required": 3, "PreventSelf": false, "CommentRequired": true, "AllowDelegatedTokens": true, "Expires": "2.00:00:00" }, "Order": { "After": "staging" },
              "Soak": { "Environment": "staging", "For": "36:00:00" }, "VersionClass": { "Branch": "deny", "Downgrade": "approve" }, "DestructiveChange": { "Enabled": true, "Types": ["AWS::S3::*"] },
              "Broadening": { "Enabled": false }, "Retry": { "Failed": "always" }, "Rollback": { "IgnoreWindows": true } }
            """;
        var every = PolicyText.Read(JsonDocument.Parse(Everything).RootElement, Tier.Testing).Policies;
        var again = PolicyText.Read(JsonDocument.Parse(PolicyText.Write(every)).RootElement, Tier.Production).Policies;
        Assert.Equal((every.Approval, every.Order, every.Soak, every.VersionClass, every.Retry, every.Rollback, every.Broadening), (again.Approval, again.Order, again.Soak, again.VersionClass, again.Retry, again.Rollback, again.Broadening));
        Assert.Equal(every.DestructiveChange.Types, again.DestructiveChange.Types);
        var (nights, _) = PolicyText.Read(JsonDocument.Parse(Nights).RootElement, Tier.Production);
        Assert.Equal(nights.Window.Allow, PolicyText.Read(JsonDocument.Parse(PolicyText.Write(nights)).RootElement, Tier.Production).Policies.Window.Allow, (left, right) => left.From == right.From && left.To == right.To && left.Zone == right.Zone);
    }

    [Fact]
    public async Task Asking_changes_nothing_and_calls_nobody()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("production", "awaiting-approval");
        var (calls, rows) = (Calls(world), await RowsAsync(world));
        foreach (var policies in new[] { null, Nights, """{ "Approval": { "Required": 3 } }""" })
        {
            foreach (var at in new[] { null, "2026-11-27T17:00:00Z", "2100-01-01T00:00:00Z" }) await SimulateAsync(world, at, policies);
        }
        Assert.Equal(calls, Calls(world));
        Assert.Equal(rows, await RowsAsync(world));
    }

    private static int Calls(LoopWorld world) => world.Sandbox.Calls.Counts().Sum(call => call.Count);

    /// <summary>Everything that is stored, as text.</summary>
    private static async Task<string> RowsAsync(LoopWorld world)
    {
        await using var connection = new SqliteConnection($"Data Source={Core.Storage.Database.PathIn(world.Settings.Data)}");
        await connection.OpenAsync(Cancellation);
        var text = new System.Text.StringBuilder();
        foreach (var table in await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
            text.AppendLine(table).AppendJoin('\n', await ReadAsync(connection, $"SELECT * FROM \"{table}\"")).AppendLine();
        return text.ToString();
    }

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation)) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return rows;
    }

    private static EnvironmentSettings InProduction(EnvironmentSettings environment, Func<PolicySettings, PolicySettings> alter) =>
        environment.Name == "production" ? environment with { Policies = alter(environment.Policies) } : environment;

    private static DecisionView SoakOf(SimulatedRelease release) => release.Decisions.Single(decision => decision.Policy == "Soak");

    private static async Task<SimulationView> SimulateAsync(LoopWorld world, string? at = null, string? policies = null, string? environment = null) =>
        Assert.IsType<SimulationResult.Done>(await AskAsync(world, at, policies, environment)).View;

    private static Task<SimulationResult> AskAsync(LoopWorld world, string? at, string? policies, string? environment)
    {
        DateTimeOffset? moment = at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        return world.Get<ISimulationQueries>().SimulateAsync(new SimulationRequest(moment, environment, policies is null ? null : JsonDocument.Parse(policies).RootElement), Cancellation);
    }
}
