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

    [Theory]
    [InlineData("""{ "Windw": {} , "Approval": { "Required": "many" } }""", "policies:Approval:Required is \"many\": it must be a whole number from 0 to 20.")]
    [InlineData("""{ "Window": { "Allow": [ { "From": "25:00" } ] } }""", "policies:Window:Allow:0:From is \"25:00\": it must be a time such as 09:00.")]
    [InlineData("""{ "Window": { "Allow": [ { "TimeZone": "Europe/Berln" } ] } }""", "policies:Window:Allow:0:TimeZone is \"Europe/Berln\": did you mean Europe/Berlin?")]
    [InlineData("""{ "Frieze": { "Enabled": true } }""", "policies:Frieze does not exist")]
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

    private static async Task<SimulationView> SimulateAsync(LoopWorld world, string? at = null, string? policies = null, string? environment = null)
    {
        DateTimeOffset? moment = at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var request = new SimulationRequest(moment, environment, policies is null ? null : JsonDocument.Parse(policies).RootElement);
        return Assert.IsType<SimulationResult.Done>(await world.Get<ISimulationQueries>().SimulateAsync(request, Cancellation)).View;
    }
}
