using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>Why is this not deployed? The trace says so, and says the same as the tile.</summary>
public sealed class TraceTests
{
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_people_names_the_policy_and_who_can_approve()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("production", "awaiting-approval");
        var trace = await TraceAsync(world, "production");
        Assert.Equal("needs 1 approval", trace.Obstacle);
        Assert.Equal(("Approval", "approve", "An approver of production"), Decides(trace));
        Assert.Subset(trace.Steps.Select(step => step.Gate).ToHashSet(), new HashSet<string> { "Definition", "Image", "Quarantine", "StackStatus", "Pause", "Window", "Retry", "Approval" });
        Assert.All(trace.Steps.Where(step => step.Verdict == "allow"), step => Assert.Null(step.Unblock));
        Assert.NotNull(trace.NextLook);
    }

    [Fact]
    public async Task A_hold_of_the_environment_outranks_its_approval()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Get<IPauseCommands>().PauseAsync(Ada, new PauseRequest("production", null, "incident", null), Cancellation);
        await world.RunUntilAsync("production", "blocked");
        await world.RunAsync("production");
        var trace = await TraceAsync(world, "production");
        Assert.Equal(("Pause", "hold", "An operator of production who resumes it"), Decides(trace));
        Assert.Equal("paused by Ada: incident", trace.Obstacle);
    }

    [Fact]
    public async Task A_service_rule_that_holds_comes_before_what_the_others_wait_for()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v9.9.9\"", ct: Cancellation);
        await world.RunUntilAsync("staging", "succeeded", "no-drift");
        await world.RunUntilAsync("staging", "no-drift");
        var trace = await TraceAsync(world, "staging");
        Assert.Equal("image v9.9.9 is not pushed yet", trace.Obstacle);
        Assert.Equal(("Image", "hold", "Whoever builds the image: it goes on by itself once the registry has it"), Decides(trace));
    }

    [Fact]
    public async Task What_was_rejected_says_what_opens_it_again()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        await world.Get<IChangeCommands>().RejectAsync(Ada, waiting.ChangeId!, "not today", Cancellation);
        await world.RunUntilAsync("production", "rejected");
        var trace = await TraceAsync(world, "production");
        Assert.Equal(("Rejection", "deny", "Another version, template or parameter"), Decides(trace));
        Assert.Equal("rejected by Ada: not today", trace.Obstacle);
    }

    [Fact]
    public async Task What_runs_as_it_should_has_every_gate_met_and_knows_what_it_could_go_back_to()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        var trace = await TraceAsync(world, "staging");
        Assert.Null(trace.Obstacle);
        Assert.DoesNotContain(trace.Steps, step => step.Decides);
        Assert.Equal(["v1.9.0", "v1.8.2"], trace.Verified.Select(verified => verified.Version));
        Assert.Null(trace.Verified[1].DeploymentId);
    }

    [Fact]
    public async Task A_world_that_cannot_be_read_is_the_first_obstacle()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("production", "awaiting-approval");
        world.Sandbox.Actions.TakeGitHubDown(calls: 1_000);
        await world.RunUntilAsync("production", "degraded");
        Assert.Equal("Look", (await TraceAsync(world, "production")).Steps[0].Gate);
    }

    [Fact]
    public async Task There_is_no_trace_of_what_is_not_there()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunAsync("staging");
        Assert.Null(await world.Get<ITraceQueries>().FindAsync("staging", "nothing", Cancellation));
        Assert.Null(await world.Get<ITraceQueries>().FindAsync("nowhere", "api", Cancellation));
    }

    /// <summary>Every trace that is read says what the tile says.</summary>
    private static async Task<TraceView> TraceAsync(LoopWorld world, string environment)
    {
        var trace = (await world.Get<ITraceQueries>().FindAsync(environment, "api", Cancellation))!;
        var tile = (await world.Get<IEnvironmentQueries>().FindAsync(environment, Cancellation))!.Releases.Single(release => release.Name == "api");
        Assert.Equal(tile.State == "in-sync" ? null : tile.Reason, trace.Obstacle);
        return trace;
    }

    private static (string Gate, string Verdict, string? Unblock) Decides(TraceView trace) => trace.Steps.Single(step => step.Decides) is var step ? (step.Gate, step.Verdict, step.Unblock) : default;
}
