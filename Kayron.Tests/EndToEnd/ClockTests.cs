using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>A clock that is an hour off, between two hosts or all at once: leases and order hold. CloudFormation and GitHub go by the right time throughout.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_hour_off_it_deploys_follows_and_verifies(int hours)
    {
        await using var world = await LoopWorld.StartAsync(clock: Off(hours));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Items);
        Assert.NotEmpty((await world.Get<IDeploymentQueries>().FindAsync(deployment.Id, Cancellation))!.Events);
        Assert.Equal(1, Calls(world, "ExecuteChangeSet"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_an_hour_while_an_update_runs_loses_neither_the_update_nor_the_lease(int hours)
    {
        var clock = Off(0);
        await using var world = await LoopWorld.StartAsync(clock: clock);
        world.Sandbox.Actions.HangNextUpdate("server-staging");
        await world.RunUntilAsync("staging", "executing");
        clock.Advance(hours * Hour);
        Assert.Equal("executing", (await world.RunAsync("staging")).Outcome);
        world.Sandbox.Actions.ReleaseUpdate("server-staging");
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal((1, 1), (Calls(world, "CreateChangeSet"), Calls(world, "ExecuteChangeSet")));
    }

    [Fact]
    public async Task A_host_an_hour_behind_waits_for_the_lease_of_another()
    {
        await using var world = await LoopWorld.StartAsync(clock: Off(0));
        await using var behind = await world.JoinAsync(clock: Off(-1));
        await world.RunAsync("staging");
        for (var run = 0; run < 3; run++) Assert.Equal("elsewhere", (await behind.RunAsync("staging")).Outcome);
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal(1, Calls(world, "ExecuteChangeSet"));
    }

    [Theory]
    [InlineData(LoopCall.BeginDeployment, false)]
    [InlineData(LoopCall.BeginDeployment, true)]
    [InlineData(LoopCall.ExecuteChangeSet, true)]
    public async Task A_host_an_hour_ahead_that_takes_the_lease_of_a_living_one_executes_nothing_again(LoopCall call, bool isOver)
    {
        Func<Task>? meanwhile = null;
        var boundaries = new LoopBoundaries((reached, over) => reached == call && over == isOver && Interlocked.Exchange(ref meanwhile, null) is { } act ? act() : Task.CompletedTask);
        await using var world = await LoopWorld.StartAsync(clock: Off(0), replace: boundaries.Install);
        await using var ahead = await world.JoinAsync(clock: Off(1));
        meanwhile = () => ahead.RunUntilAsync("staging", "succeeded");
        await Assert.ThrowsAsync<LeaseLostException>(() => world.RunUntilAsync("staging", "no-drift"));
        for (var run = 0; run < 3; run++) Assert.Equal("elsewhere", (await world.RunAsync("staging")).Outcome);
        Assert.Equal("no-drift", (await ahead.RunAsync("staging")).Outcome);

        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Items);
        Assert.Equal("succeeded", deployment.State);
        var staging = world.Settings.FindEnvironment("staging")!;
        var events = await world.Get<IStacks>().ReadEventsAsync(staging, (await world.Get<IStacks>().FindAsync(staging, Cancellation))!, DateTimeOffset.UnixEpoch, Cancellation);
        Assert.Single(events, @event => @event is { Stack: "", LogicalId: "server-staging", Status: "UPDATE_IN_PROGRESS" });
    }

    [Fact]
    public async Task What_failed_by_a_clock_that_ran_ahead_and_then_succeeded_has_not_failed()
    {
        var clock = Off(1);
        await using var world = await LoopWorld.StartAsync(clock: clock);
        world.Sandbox.Actions.FailNextUpdate("server-staging");
        var failed = await world.RunUntilAsync("staging", "failed");
        Assert.IsType<CommandResult.Done>(await world.Get<IRetryCommands>().RetryAsync(Ada, failed.ChangeId!, "again", Cancellation));
        clock.Advance(-Hour);
        await world.RunUntilAsync("staging", "succeeded");

        world.Sandbox.Actions.ChangeStack("server-staging", new Dictionary<string, string> { ["ApiVersion"] = "v1.8.2" });
        var again = (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("staging", "succeeded")).ChangeId!, Cancellation))!;
        Assert.Equal("Has not failed before", again.Decisions.Single(decision => decision.Policy == "Retry").Reason);
    }

    [Fact]
    public async Task What_failed_after_a_clock_was_set_back_is_not_tried_again()
    {
        var clock = Off(1);
        await using var world = await LoopWorld.StartAsync(clock: clock);
        await world.RunUntilAsync("staging", "succeeded");
        clock.Advance(-Hour);
        world.Sandbox.Actions.ChangeStack("server-staging", new Dictionary<string, string> { ["ApiVersion"] = "v1.8.2" });
        await FailAsync(world);
        for (var run = 0; run < 3; run++) Assert.Contains("not tried again", (await world.RunUntilAsync("staging", "blocked")).Detail, StringComparison.Ordinal);
        Assert.Equal(2, Calls(world, "ExecuteChangeSet"));
    }

    [Fact]
    public async Task What_was_rejected_after_a_clock_was_set_back_stays_closed()
    {
        var clock = Off(1);
        await using var world = await LoopWorld.StartAsync(clock: clock, alter: environment => environment with { Policies = environment.Policies with { Approval = new ApprovalSettings(1, PreventSelf: false) } });
        var first = await WaitingAsync(world);
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(first.Id, first.Fingerprint), Cancellation));
        await world.RunUntilAsync("production", "succeeded");
        clock.Advance(-Hour);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.8.2\"", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        var second = await WaitingAsync(world);
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().RejectAsync(Ada, second.Id, null, Cancellation));
        for (var run = 0; run < 3; run++) Assert.Equal("rejected", (await world.RunAsync("production")).Outcome);
        Assert.Equal(2, (await world.Get<IChangeQueries>().ListAsync("production", null, default, Cancellation)).Total);
    }

    private static async Task FailAsync(LoopWorld world)
    {
        var staging = world.Settings.FindEnvironment("staging")!;
        while ((await world.Get<IStacks>().FindAsync(staging, Cancellation))!.IsInProgress) await Task.Yield();
        world.Sandbox.Actions.FailNextUpdate("server-staging");
        await world.RunUntilAsync("staging", "failed");
    }

    private static ShiftedTime Off(int hours)
    {
        var clock = new ShiftedTime();
        clock.Advance(hours * Hour);
        return clock;
    }

    private static async Task<ChangeView> WaitingAsync(LoopWorld world) =>
        (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("production", "awaiting-approval")).ChangeId!, Cancellation))!;

    private static int Calls(LoopWorld world, string operation) => world.Sandbox.Calls.Counts().Where(call => call.Operation == operation).Sum(call => call.Count);
}
