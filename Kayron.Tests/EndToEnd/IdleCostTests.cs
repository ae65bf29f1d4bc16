using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What a loop without drift costs: the numbers of ARCHITECTURE.md.</summary>
public sealed class IdleCostTests
{
    private const int Loops = 50;

    [Fact]
    public async Task Fifty_idle_loops_over_sixty_services_cost_what_is_promised()
    {
        await using var world = await LoopWorld.StartAsync("scale:1x60");
        var environment = world.Settings.Environments[0].Name;
        Assert.Equal("no-drift", (await world.RunAsync(environment)).Outcome);
        world.Sandbox.Calls.Reset();

        for (var loop = 0; loop < Loops; loop++) Assert.Equal("no-drift", (await world.RunAsync(environment)).Outcome);

        var calls = world.Sandbox.Calls.Counts();
        var counted = calls.Where(call => call.Api != "github").ToDictionary(call => $"{call.Api} {call.Operation}", call => call.Count);
        Assert.Equal(
            new Dictionary<string, int>
            {
                // 60 services in two clusters of 30 are three full requests each.
                ["cloudformation DescribeStacks"] = Loops, ["tagging GetResources"] = Loops, ["ecs DescribeServices"] = 6 * Loops,
            },
            counted);
        var gitHub = calls.Where(call => call.Api == "github").ToList();
        Assert.All(gitHub, call => Assert.Equal(304, call.Status));
        Assert.True(gitHub.Sum(call => call.Count) <= 2 * Loops, string.Join(", ", gitHub));
    }

    [Fact]
    public async Task An_idle_production_costs_one_request_more_for_its_tag()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => environment with { Policies = new() });
        await world.RunUntilAsync("production", "succeeded");
        await world.RunAsync("production");
        world.Sandbox.Calls.Reset();

        for (var loop = 0; loop < Loops; loop++) await world.RunAsync("production");

        var gitHub = world.Sandbox.Calls.Counts().Where(call => call.Api == "github").ToList();
        Assert.All(gitHub, call => Assert.Equal((304, Loops), (call.Status, call.Count)));
        Assert.Equal(2, gitHub.Count);
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Operation is "DescribeTaskDefinition" or "DescribeImages" or "PutObject" or "HeadObject" or "CreateChangeSet");
    }
}
