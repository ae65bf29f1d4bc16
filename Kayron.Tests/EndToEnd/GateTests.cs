using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What was approved is what is executed, once, and nothing else.</summary>
public sealed class GateTests
{
    private const string Index = "cloudformation/index.yaml";
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_job_twice_at_once_is_one_deployment()
    {
        await using var world = await LoopWorld.StartAsync();
        await using var other = await world.JoinAsync();
        for (var round = 0; round < 40; round++)
        {
            var results = await Task.WhenAll(world.RunAsync("staging"), world.RunAsync("staging"), other.RunAsync("staging"));
            if (results.Any(result => result.Outcome is "succeeded" or "no-drift")) break;
        }
        await other.Get<ILeases>().ReleaseAsync(Cancellation);
        await world.RunUntilAsync("staging", "no-drift");
        Assert.Equal(1, (await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Total);
        Assert.Equal((1, 1), (Calls(world, "CreateChangeSet"), Calls(world, "ExecuteChangeSet")));
    }

    [Fact]
    public async Task Approve_A_then_push_B_and_B_needs_its_own_approval_and_the_change_set_of_A_is_gone()
    {
        await using var world = await LoopWorld.StartAsync();
        var first = await ApproveAsync(world);
        await PublishAsync(world, "v1.9.1");

        var second = await WaitingAsync(world);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Empty(second.Approvals);
        for (var run = 0; run < 3; run++) Assert.Equal("awaiting-approval", (await world.RunAsync("production")).Outcome);
        Assert.Equal(0, Calls(world, "ExecuteChangeSet"));
        var old = (await world.Get<IChangeQueries>().FindAsync(first.Id, Cancellation))!;
        Assert.Equal(("superseded", second.Id), (old.State, old.SupersededBy));
        Assert.Equal([$"kayron-{second.Id}-1"], await world.Get<IStacks>().ListChangeSetsAsync(world.Settings.FindEnvironment("production")!, Cancellation));
        Assert.Equal("not-open", Assert.IsType<CommandResult.Refused>(await ApproveAsync(world, first)).Code);

        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, second));
        Assert.Equal(second.Id, (await world.RunUntilAsync("production", "succeeded")).ChangeId);
    }

    [Theory]
    [InlineData("a template")]
    [InlineData("a parameter")]
    [InlineData("the stack")]
    public async Task Changed_after_approval_it_is_refused_and_planned_again(string what)
    {
        var world = await LoopWorld.StartAsync();
        try
        {
            var first = await ApproveAsync(world);
            switch (what)
            {
                case "a template": await MoveTemplatesAsync(world); break;
                case "a parameter": world = await world.RestartAsync(alter: environment => environment with { Parameters = new Dictionary<string, string> { ["WebVersion"] = "v3.1.1", ["Environment"] = "production" } }); break;
                default: world.Sandbox.Actions.ChangeStack("server-production", new Dictionary<string, string> { ["WebVersion"] = "v3.1.1" }); break;
            }
            var second = await WaitingAsync(world);
            Assert.NotEqual((first.Id, first.Fingerprint), (second.Id, second.Fingerprint));
            Assert.Empty(second.Approvals);
            Assert.Equal("superseded", (await world.Get<IChangeQueries>().FindAsync(first.Id, Cancellation))!.State);
            Assert.Equal(0, Calls(world, "ExecuteChangeSet"));

            Assert.IsType<CommandResult.Done>(await ApproveAsync(world, second));
            Assert.Equal(second.Id, (await world.RunUntilAsync("production", "succeeded")).ChangeId);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_tag_moved_to_another_digest_is_shown_and_needs_approval_again()
    {
        await using var world = await LoopWorld.StartAsync();
        var first = await ApproveAsync(world);
        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.0", ct: Cancellation);

        var second = await WaitingAsync(world);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(0, Calls(world, "ExecuteChangeSet"));
        Assert.Contains($"The tag v1.9.0 of api was moved to another image since change {first.Id} was planned: it needs approval again.", second.Warnings);
        Assert.Empty(second.Approvals);
        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, second));
        Assert.Equal(second.Id, (await world.RunUntilAsync("production", "succeeded")).ChangeId);
    }

    [Theory]
    [InlineData("the tag")]
    [InlineData("the stack")]
    public async Task What_moves_while_a_change_is_being_started_is_seen_before_it_is_executed(string what)
    {
        Func<Task>? meanwhile = null;
        await using var world = await LoopWorld.StartAsync(replace: new LoopBoundaries((reached, isOver) => reached == LoopCall.SaveChange && isOver && Interlocked.Exchange(ref meanwhile, null) is { } act ? act() : Task.CompletedTask).Install);
        var first = await ApproveAsync(world);
        meanwhile = async () =>
        {
            if (what == "the tag") await world.Sandbox.Actions.PushImageAsync("api", "v1.9.0", ct: Cancellation);
            else world.Sandbox.Actions.ChangeStack("server-production", new Dictionary<string, string> { ["WebVersion"] = "v3.1.1" });
        };
        var refused = await world.RunAsync("production");
        Assert.Equal("planned", refused.Outcome);
        Assert.NotEqual(first.Id, (await WaitingAsync(world)).Id);
        Assert.Equal(0, Calls(world, "ExecuteChangeSet"));
    }

    [Fact]
    public async Task An_expired_change_returns_without_its_approvals()
    {
        var clock = new ManualTime(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        await using var world = await LoopWorld.StartAsync(clock: clock, alter: environment => environment with
        {
            Policies = environment.Policies with { Approval = new ApprovalSettings(2, Expires: TimeSpan.FromHours(1), PreventSelf: false) },
        });
        var first = await ApproveAsync(world);
        clock.Advance(TimeSpan.FromHours(1));
        var second = await WaitingAsync(world);
        Assert.Equal("expired", (await world.Get<IChangeQueries>().FindAsync(first.Id, Cancellation))!.State);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Empty(second.Approvals);

        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, second, "grace"));
        Assert.Equal("needs 1 approval", (await world.RunAsync("production")).Detail);
        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, second));
        Assert.Equal(second.Id, (await world.RunUntilAsync("production", "succeeded")).ChangeId);
    }

    /// <summary>The version stays, and what its tag leads to is another.</summary>
    private static async Task MoveTemplatesAsync(LoopWorld world)
    {
        var version = (await world.Get<IEnvironmentQueries>().FindAsync("production", Cancellation))!.Releases.Single(release => release.Kind == "infrastructure").Desired!;
        var template = await File.ReadAllTextAsync(Path.Combine(world.Sandbox.Description.Repositories, "acme", "infrastructure", "main", Index), Cancellation);
        await world.Sandbox.Actions.PushCommitAsync("infrastructure", "main", new Dictionary<string, string?> { [Index] = template + "# as nobody should\n" }, ct: Cancellation);
        await world.Sandbox.Actions.MoveTagAsync("infrastructure", version, "main", Cancellation);
    }

    private static async Task PublishAsync(LoopWorld world, string version)
    {
        await world.Sandbox.Actions.PushCommitAsync("api", "main", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("api", version, ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync("api", version, ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", $"release: \"{version}\"", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
    }

    private static async Task<ChangeView> WaitingAsync(LoopWorld world) =>
        (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("production", "awaiting-approval")).ChangeId!, Cancellation))!;

    private static async Task<ChangeView> ApproveAsync(LoopWorld world)
    {
        var change = await WaitingAsync(world);
        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, change));
        return change;
    }

    private static Task<CommandResult> ApproveAsync(LoopWorld world, ChangeView change, string login = "ada") =>
        world.Get<IChangeCommands>().ApproveAsync(Ada with { Account = $"sandbox:{login}", Login = login }, new ApproveRequest(change.Id, change.Fingerprint), Cancellation);

    private static int Calls(LoopWorld world, string operation) => world.Sandbox.Calls.Counts().Where(call => call.Operation == operation).Sum(call => call.Count);
}
