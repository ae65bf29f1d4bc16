using System.Text.Json;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

/// <summary>What may be asked of a running Kayron from a terminal without changing anything.</summary>
public sealed class WhyAndSimulateCommandTests
{
    private static readonly ChangedRelease[] Api = [new("api", "v1.8.2", "v1.9.0", null, "minor")];
    private static readonly DecisionView[] Night =
    [
        new("StackStatus", "allow", "The stack can be updated", null, null),
        new("Window", "hold", "Closed until Mon 09:00 Berlin", "Mon to Thu 09:00 to 17:00 Berlin", DashboardWorld.Now.AddDays(3)),
    ];

    [Fact]
    public async Task Why_a_release_is_not_deployed_is_every_gate_with_the_one_that_decides_pointed_at()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --why api --environment production"));
        Assert.StartsWith("api in production: v1.8.2 -> v1.9.0, ", terminal.Output);
        foreach (var gate in new[] { "allow    Claim ", "allow    Image ", "  It is looked at next at 14:20:08 UTC." }) Assert.Contains(gate, terminal.Output);
        Assert.Single(terminal.Output.Split('\n'), line => line.StartsWith("  >  ", StringComparison.Ordinal));
        Assert.Contains("       lets it pass: ", terminal.Output);

        terminal.Clear();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --why api --format json"));
        var traces = JsonDocument.Parse(terminal.Output).RootElement.GetProperty("traces").EnumerateArray().ToList();
        Assert.Equal(daemon.Core.World.Environments.Where(environment => environment.Releases.Any(release => release.Name == "api")).Select(environment => environment.Name), traces.Select(trace => trace.GetProperty("environment").GetString()));
    }

    [Fact]
    public async Task Why_an_environment_is_behind_is_each_release_that_does_not_run_what_it_should()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var production = daemon.Core.World.Environments.First(environment => environment.Name == "production");
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --why production"));
        Assert.StartsWith($"production: stack {production.Stack.Name} {production.Stack.Status}\n", terminal.Output);
        foreach (var release in production.Releases) Assert.Equal(release.State != "in-sync", terminal.Output.Contains($"\n  {release.Name} ", StringComparison.Ordinal));

        terminal.Clear();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --why"));
        foreach (var environment in daemon.Core.World.Environments) Assert.Contains($"{environment.Name}: stack ", terminal.Output);
    }

    [Fact]
    public async Task Nothing_in_the_way_is_said_and_so_is_a_name_that_nothing_has()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        var environments = daemon.Core.World.Environments;
        var calm = environments.FindIndex(environment => environment.Name == "staging");
        environments[calm] = environments[calm] with { Change = null, Pauses = [], Releases = [.. environments[calm].Releases.Select(release => release with { State = "in-sync", Desired = release.Current, Reason = null })] };
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --why staging"));
        Assert.EndsWith("  every release runs what it should\n", terminal.Output);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("status --why apy"));
        Assert.StartsWith("--why: apy is neither an environment nor a release; known are ", terminal.Errors[0]);
        Assert.Contains(", api, ", terminal.Errors[0]);
    }

    [Fact]
    public async Task A_simulation_says_what_would_become_of_open_changes_and_which_deployments_would_not_have_started()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.World.Simulated = request => new SimulationResult.Done(new SimulationView(
            request.At!.Value,
            [new SimulatedRelease("production", "web", "v3.1.0", "v3.1.1", "allow", "hold", true, [new DecisionView("Soak", "hold", "Soaks in staging, 42 min left", null, null)])],
            [new SimulatedChange("c41f9a", "production", "awaiting-approval", "hold", true, Api, Night)],
            [new SimulatedDeployment(211, "b07", "production", DashboardWorld.Now, "allow", "deny", Api, [new DecisionView("VersionClass", "deny", "Minor steps are denied", null, null)])]));
        terminal.Write("nights.json", """{ "Window": {} }""");
        Assert.Equal(ExitCode.Held, await terminal.RunAsync("simulate --at 2026-11-27T18:00+01:00 --environment production --policies nights.json"));
        Assert.Equal(
            """
            Judged at 2026-11-27 17:00 UTC, under nights.json. Nothing was changed.

            production: web v3.1.0 -> v3.1.1 would be held
              Soak  hold  Soaks in staging, 42 min left
            production: change c41f9a is awaiting-approval and would be held
              api  v1.8.2 -> v1.9.0
              Window  hold  Closed until Mon 09:00 Berlin

            Of the last deployments, these would not have started:
            production: deployment 211 would be denied
              api  v1.8.2 -> v1.9.0
              VersionClass  deny  Minor steps are denied

            """, terminal.Output, ignoreLineEndingDifferences: true);
        var asked = daemon.Core.World.Simulations.Single();
        Assert.Equal((new DateTimeOffset(2026, 11, 27, 17, 0, 0, TimeSpan.Zero), "production", """{"Window":{}}"""), (asked.At, asked.Environment, JsonSerializer.Serialize(asked.Policies)));
    }

    [Theory]
    [InlineData("allow", ExitCode.Done), InlineData("unknown", ExitCode.Done), InlineData("approve", ExitCode.Held), InlineData("hold", ExitCode.Held), InlineData("deny", ExitCode.Held)]
    public async Task A_simulation_exits_as_a_plan_does(string verdict, int exitCode)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.World.Simulated = _ => new SimulationResult.Done(new SimulationView(DashboardWorld.Now, [], [new SimulatedChange("c41f9a", "production", "ready", verdict, false, Api, [])], []));
        Assert.Equal(exitCode, await terminal.RunAsync("simulate --format json"));
        Assert.Equal(verdict, JsonDocument.Parse(terminal.Output).RootElement.GetProperty("changes")[0].GetProperty("verdict").GetString());
        Assert.Equal((null, null, null), daemon.Core.World.Simulations.Single() is var asked ? (asked.At, asked.Environment, asked.Policies) : default);
    }

    [Theory]
    [InlineData("environment", "must be one of testing, production.", "Refused: --environment must be one of testing, production. (invalid)")]
    [InlineData("at", "must lie between the years 2000 and 2199.", "Refused: --at must lie between the years 2000 and 2199. (invalid)")]
    public async Task What_Kayron_refuses_is_told_by_the_flag(string key, string message, string sentence)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        daemon.Core.World.Simulated = _ => new SimulationResult.Invalid([(key, message)]);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("simulate"));
        Assert.Equal([sentence], terminal.Errors);
    }

    [Fact]
    public async Task A_file_that_is_missing_broken_or_refused_is_named()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var terminal = daemon.Terminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("simulate --policies nights.json"));
        terminal.Write("nights.json", "{\n  \"Window\": {\n");
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("simulate --policies nights.json"));
        terminal.Write("nights.json", """{ "Windw": {} }""");
        daemon.Core.World.Simulated = _ => new SimulationResult.Invalid([("policies:Windw", "is not a key of Policies: did you mean Window?")]);
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("simulate --policies nights.json"));
        Assert.Equal(
            ["--policies: the file nights.json does not exist.", "--policies: nights.json is not valid JSON, near line 3.", "Refused: --policies:Windw is not a key of Policies: did you mean Window? (invalid)"],
            terminal.Errors);
    }
}
