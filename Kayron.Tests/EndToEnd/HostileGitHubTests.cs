using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.EndToEnd;

/// <summary>What GitHub does to the loop, and what the loop makes of it.</summary>
public sealed class HostileGitHubTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_branch_that_is_deleted_holds_its_service_as_it_runs_and_the_commit_is_not_deployed()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        var commit = await world.Sandbox.Actions.PushCommitAsync("api", "topic", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "branch: \"topic\"", ct: Cancellation);
        await world.RunAsync("staging");
        await world.Sandbox.Actions.DeleteBranchAsync("api", "topic", Cancellation);
        await world.Sandbox.Actions.PushImageAsync("api", commit, ct: Cancellation);
        world.Sandbox.Calls.Reset();

        for (var run = 0; run < 3; run++) Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
        var api = (await EnvironmentAsync(world, "staging")).Releases.Single(release => release.Name == "api");
        Assert.Equal(("unresolved", "acme/api has no branch topic", null), (api.State, api.Reason, api.Desired));
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Operation is "CreateChangeSet" or "ExecuteChangeSet");
    }

    [Fact]
    public async Task A_limit_of_sixty_seconds_is_sixty_seconds_without_a_call_in_every_environment()
    {
        var time = new ShiftedTime();
        await using var world = await LoopWorld.StartAsync(replace: services => services.AddSingleton<TimeProvider>(time));
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("testing");
        world.Sandbox.Actions.FailGitHub("matching-refs", 403, retryAfterSeconds: 60);
        Assert.Equal("degraded", (await world.RunAsync("staging")).Outcome);
        world.Sandbox.Calls.Reset();
        time.Advance(TimeSpan.FromSeconds(50));
        foreach (var environment in new[] { "staging", "testing", "production", "staging" }) await world.RunAsync(environment);
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Api == "github");
        // What a person reads stays the same from run to run: one row that counts up.
        Assert.Equal(2, (await EnvironmentAsync(world, "staging")).LastRun!.Count - 1);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("no-drift", (await world.RunUntilAsync("staging", "no-drift")).Outcome);
    }

    [Fact]
    public async Task An_hour_of_failures_is_no_drift_and_one_alert_and_ends_by_itself()
    {
        var (time, log) = (new ShiftedTime(), new RecordedLog());
        await using var world = await LoopWorld.StartAsync(replace: services => services.AddSingleton<TimeProvider>(time).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)));
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        var before = await EnvironmentAsync(world, "staging");
        world.Sandbox.Actions.TakeGitHubDown();
        for (var minute = 0; minute < 60; minute += 2)
        {
            Assert.Equal("degraded", (await world.RunAsync("staging")).Outcome);
            time.Advance(TimeSpan.FromMinutes(2));
        }
        var down = await EnvironmentAsync(world, "staging");
        Assert.Equal(before.Releases, down.Releases);
        Assert.NotNull(down.Problem);
        Assert.Equal(before.LastRun!.EndedAt, down.SeenAt);
        Assert.Equal(30, down.LastRun!.Count);
        Assert.Single(log.Lines, line => line is { Level: LogLevel.Warning, Message: "reconcile could not go on" });

        world.Sandbox.Actions.RestoreGitHub();
        await world.RunUntilAsync("staging", "no-drift");
        var after = await EnvironmentAsync(world, "staging");
        Assert.Equal((null, null), (after.Problem, after.SeenAt));
        Assert.Single(log.Lines, line => line is { Level: LogLevel.Information, Message: "reconcile goes on again" });
    }

    [Fact]
    public async Task A_token_that_loses_access_leaves_the_last_good_state_and_says_how_old_it_is()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        var before = await EnvironmentAsync(world, "staging");
        await world.Sandbox.Actions.SetAccessAsync("releases", visible: false, Cancellation);
        world.Sandbox.Calls.Reset();
        for (var run = 0; run < 3; run++) Assert.Equal("error", (await world.RunAsync("staging")).Outcome);
        var lost = await EnvironmentAsync(world, "staging");
        Assert.Contains("cannot see acme/releases", lost.Problem, StringComparison.Ordinal);
        Assert.Equal(before.Releases, lost.Releases);
        Assert.Equal(before.LastRun!.EndedAt, lost.SeenAt);
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Operation is "CreateChangeSet" or "ExecuteChangeSet");
        await world.Sandbox.Actions.SetAccessAsync("releases", visible: true, Cancellation);
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
    }

    [Fact]
    public async Task A_service_whose_repository_is_lost_is_held_while_the_others_go_on()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "web", "branch: \"main\"", ct: Cancellation);
        await world.Sandbox.Actions.SetAccessAsync("web", visible: false, Cancellation);
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        var web = (await EnvironmentAsync(world, "staging")).Releases.Single(release => release.Name == "web");
        Assert.Equal("unresolved", web.State);
        Assert.Contains("cannot see acme/web", web.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_production_release_that_is_tagged_anew_at_older_versions_is_a_downgrade()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => environment with { Policies = new() });
        var older = await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.0", ct: Cancellation);
        await world.RunUntilAsync("production", "succeeded");
        await world.RunUntilAsync("production", "no-drift");
        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.5", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.5\"", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        await world.RunUntilAsync("production", "succeeded");
        await world.RunUntilAsync("production", "no-drift");

        await world.Sandbox.Actions.MoveTagAsync("releases", "v2099.1.1", older, Cancellation);
        var planned = await world.RunUntilAsync("production", "planned", "ready", "awaiting-approval", "executing");
        var change = (await world.Get<IChangeQueries>().FindAsync(planned.ChangeId!, Cancellation))!;
        var api = change.Releases.Single(release => release.Name == "api");
        Assert.Equal(("v1.9.5", "downgrade"), (api.From, api.Class));
    }

    [Fact]
    public async Task A_restart_costs_no_call_that_counts_against_the_limit()
    {
        var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        world = await world.RestartAsync();
        await using var end = world;
        world.Sandbox.Calls.Reset();
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
        var calls = world.Sandbox.Calls.Counts().Where(call => call.Api == "github").ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal(304, call.Status));
    }

    private static async Task<EnvironmentView> EnvironmentAsync(LoopWorld world, string name) => (await world.Get<IEnvironmentQueries>().FindAsync(name, Cancellation))!;
}
