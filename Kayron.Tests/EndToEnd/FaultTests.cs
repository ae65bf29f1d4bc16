using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What goes wrong in the world, and what the loop makes of it.</summary>
public sealed class FaultTests
{
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_update_is_rolled_back_named_by_its_cause_and_not_tried_again_until_a_version_changes()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "tasks stopped, exit code 137");
        var failed = await world.RunUntilAsync("staging", "failed");
        Assert.Contains("exit code 137", failed.Detail, StringComparison.Ordinal);

        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Items);
        var view = (await world.Get<IDeploymentQueries>().FindAsync(deployment.Id, Cancellation))!;
        Assert.Equal(("failed", "Service"), (view.State, view.RootCause?.LogicalId));

        var blocked = await world.RunUntilAsync("staging", "blocked");
        Assert.Contains("not tried again", blocked.Detail, StringComparison.Ordinal);
        for (var run = 0; run < 5; run++) Assert.Equal(blocked, await world.RunAsync("staging"));
        Assert.Equal(1, Calls(world, "ExecuteChangeSet"));

        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", ct: Cancellation);
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
    }

    [Fact]
    public async Task A_stack_that_somebody_else_updated_is_planned_again_and_shown_as_external()
    {
        await using var world = await LoopWorld.StartAsync();
        var first = await ApproveAsync(world);
        world.Sandbox.Actions.ChangeStack("server-production", new Dictionary<string, string> { ["WebVersion"] = "v3.1.1" });

        var second = await world.RunUntilAsync("production", "awaiting-approval");
        Assert.NotEqual(first.Id, second.ChangeId);
        Assert.Equal(0, Calls(world, "ExecuteChangeSet"));
        var external = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("production", null, null, default, Cancellation)).Items);
        Assert.Equal(("external", "outside Kayron"), (external.State, external.StartedBy));
        var change = (await world.Get<IChangeQueries>().FindAsync(second.ChangeId!, Cancellation))!;
        Assert.DoesNotContain(change.Releases, release => release.Name == "web");
    }

    [Fact]
    public async Task A_change_set_of_somebody_else_is_left_alone_and_said_to_go()
    {
        await using var world = await LoopWorld.StartAsync();
        var production = world.Settings.FindEnvironment("production")!;
        var stacks = world.Get<IStacks>();
        var template = (await stacks.ReadTemplatesAsync(production, (await stacks.FindAsync(production, Cancellation))!, Cancellation)).Single(template => template.Path.Length == 0);
        world.Sandbox.Aws.PutObject(production.Bucket, "theirs.yaml", System.Text.Encoding.UTF8.GetBytes(template.Body));
        var stack = (await stacks.FindAsync(production, Cancellation))!;
        await stacks.CreateChangeSetAsync(production, new ChangeSetRequest(
            "theirs", "theirs", "by hand", new Uri($"{world.Sandbox.Description.Aws}{production.Bucket}/theirs.yaml"), [.. stack.Parameters.Keys.Select(key => new ParameterInput(key, null))], stack.Tags,
            EnvironmentSettings.DefaultCapabilities, null, false), Cancellation);

        var change = (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("production", "awaiting-approval")).ChangeId!, Cancellation))!;

        Assert.Contains("theirs", Assert.Single(change.Warnings), StringComparison.Ordinal);
        Assert.Contains("theirs", await stacks.ListChangeSetsAsync(production, Cancellation));
    }

    [Fact]
    public async Task A_missing_image_holds_its_service_while_the_others_deploy()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v7.7.7\"", ct: Cancellation);
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
        var api = (await world.Get<IEnvironmentQueries>().FindAsync("staging", Cancellation))!.Releases.Single(release => release.Name == "api");
        Assert.Equal(("waiting-for-image", "v1.8.2", "v7.7.7"), (api.State, api.Current, api.Desired));
    }

    [Fact]
    public async Task A_rejected_change_stays_away_until_an_input_changes()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().RejectAsync(Ada, waiting.ChangeId!, "not today", Cancellation));
        for (var run = 0; run < 3; run++) Assert.Equal("rejected", (await world.RunAsync("production")).Outcome);
        Assert.Equal(1, (await world.Get<IChangeQueries>().ListAsync("production", null, default, Cancellation)).Total);
        Assert.Equal(1, Calls(world, "DeleteChangeSet"));

        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "search", "suspend: true", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "suspend: true", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        Assert.NotEqual(waiting.ChangeId, (await world.RunUntilAsync("production", "awaiting-approval")).ChangeId);
    }

    [Fact]
    public async Task A_pause_holds_what_is_ready_and_resuming_lets_it_go()
    {
        await using var world = await LoopWorld.StartAsync();
        var grace = Ada with { Roles = new Dictionary<string, Role> { ["staging"] = Role.Operator } };
        var paused = Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().PauseAsync(grace, new PauseRequest("staging", null, "incident 12", null), Cancellation));
        var blocked = await world.RunUntilAsync("staging", "blocked");
        Assert.Contains("incident 12", blocked.Detail, StringComparison.Ordinal);
        Assert.Equal(0, Calls(world, "ExecuteChangeSet"));
        Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().ResumeAsync(grace, long.Parse(paused.Id!, System.Globalization.CultureInfo.InvariantCulture), "over", Cancellation));
        Assert.Equal(blocked.ChangeId, (await world.RunUntilAsync("staging", "succeeded")).ChangeId);
    }

    [Fact]
    public async Task GitHub_down_invents_no_drift_and_mends_by_itself()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("staging");
        world.Sandbox.Actions.TakeGitHubDown();
        var degraded = await world.RunAsync("staging");
        Assert.Equal("degraded", degraded.Outcome);
        var view = (await world.Get<IEnvironmentQueries>().FindAsync("staging", Cancellation))!;
        Assert.NotNull(view.Problem);
        Assert.NotEmpty(view.Releases);
        world.Sandbox.Actions.RestoreGitHub();
        Assert.Equal("no-drift", (await world.RunUntilAsync("staging", "no-drift")).Outcome);
    }

    [Fact]
    public async Task A_failing_upload_changes_nothing()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailAws("s3", "PutObject", 403, "AccessDenied", 1);
        Assert.Equal("error", (await world.RunAsync("staging")).Outcome);
        Assert.Equal(0, Calls(world, "CreateChangeSet"));
        await world.RunUntilAsync("staging", "succeeded");
    }

    [Fact]
    public async Task A_stack_of_another_environment_is_left_alone()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => environment.Name == "testing" ? environment with { Stack = "server-production" } : environment);
        var refused = await world.RunAsync("testing");
        Assert.Equal("error", refused.Outcome);
        Assert.Contains("stack server-production is tagged environment=production", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(0, Calls(world, "CreateChangeSet"));
    }

    [Fact]
    public async Task What_changes_nothing_converges_once_and_leaves_no_attempt()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        // An infrastructure release whose templates differ in comments alone touches no resource.
        var files = new Dictionary<string, string?> { ["README.md"] = "more words" };
        await world.Sandbox.Actions.PushCommitAsync("infrastructure", "main", files, ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("infrastructure", "v0.5.9", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "infrastructure", "release: \"v0.5.9\"", ct: Cancellation);
        await world.RunUntilAsync("staging", "succeeded", "converged");
        Assert.Equal("no-drift", (await world.RunUntilAsync("staging", "no-drift")).Outcome);
        var before = Calls(world, "CreateChangeSet");
        for (var run = 0; run < 5; run++) Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
        Assert.Equal(before, Calls(world, "CreateChangeSet"));
    }

    private static async Task<ChangeView> ApproveAsync(LoopWorld world)
    {
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var change = (await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!;
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, change.Fingerprint), Cancellation));
        return change;
    }

    private static int Calls(LoopWorld world, string operation) => world.Sandbox.Calls.Counts().Where(call => call.Operation == operation).Sum(call => call.Count);
}
