using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Workers;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What retention removes of a history that was made by deploying, and what it leaves.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_deployments_go_and_the_last_verified_ones_stay_and_nothing_is_deployed_anew()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        foreach (var version in new[] { "v1.9.1", "v1.9.2", "v1.9.3" })
        {
            await world.Sandbox.Actions.PushImageAsync("api", version, ct: Cancellation);
            await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", $"release: \"{version}\"", ct: Cancellation);
            await world.RunUntilAsync("staging", "succeeded");
        }
        await world.RunUntilAsync("production", "awaiting-approval");
        var before = await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, new PageRequest(1), Cancellation);
        Assert.Equal(4, before.Total);

        var late = TimeProvider.System.GetUtcNow().AddDays(1);
        Assert.Equal(2, await world.Get<IRetentionStore>().RemoveDeploymentsAsync(late, Cancellation));
        Assert.Equal(0, await world.Get<IRetentionStore>().RemoveDeploymentsAsync(late, Cancellation));
        Assert.True(await world.Get<IRetentionStore>().RemoveRunsAsync(late, Cancellation) > 0);

        var after = await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, new PageRequest(1), Cancellation);
        Assert.Equal([before.Items[0].Id, before.Items[1].Id, before.Items[3].Id], after.Items.Select(deployment => deployment.Id));
        Assert.Single((await world.Get<IChangeQueries>().ListAsync("production", "awaiting-approval", new PageRequest(1), Cancellation)).Items);
        Assert.Equal("no-drift", (await world.RunUntilAsync("staging", "no-drift")).Outcome);
        var audited = (await world.Get<IAuditQueries>().ListAsync(new AuditFilter(Action: "retention"), new PageRequest(1), Cancellation)).Items;
        Assert.Equal(["runs", "deployments"], audited.Select(row => row.Subject));
        Assert.StartsWith("removed 1 deployment(s) and 1 change(s) that ended before", audited[1].Detail);
        Assert.True((await world.Get<IAuditQueries>().VerifyAsync(null, Cancellation)).Intact);
    }

    [Fact]
    public async Task Gates_that_are_over_go_and_those_in_force_stay()
    {
        await using var world = await LoopWorld.StartAsync();
        var (grace, late) = (FixedActor.Someone("grace", "Grace", Role.Administrator), TimeProvider.System.GetUtcNow().AddDays(1));
        await world.Get<IPauseCommands>().PauseAsync(grace, new PauseRequest("staging", null, "first", null), Cancellation);
        await world.Get<IPauseCommands>().PauseAsync(grace, new PauseRequest("staging", null, "second", null), Cancellation);
        await world.Get<IPauseCommands>().ResumeAsync(grace, 1, null, Cancellation);
        Assert.Equal(0, await world.Get<IRetentionStore>().RemoveGatesAsync(TimeProvider.System.GetUtcNow().AddDays(-1), Cancellation));
        Assert.Equal(1, await world.Get<IRetentionStore>().RemoveGatesAsync(late, Cancellation));
        Assert.Equal(0, await world.Get<IRetentionStore>().RemoveGatesAsync(late, Cancellation));
        Assert.Contains("second", (await world.RunUntilAsync("staging", "blocked")).Detail, StringComparison.Ordinal);
        Assert.Equal("gates", Assert.Single((await world.Get<IAuditQueries>().ListAsync(new AuditFilter(Action: "retention"), new PageRequest(1), Cancellation)).Items).Subject);
    }

    [Fact]
    public async Task The_worker_leaves_what_is_young()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("staging");
        var worker = Assert.Single(world.Get<IReadOnlyList<IWorker>>(), worker => worker.Name == "retention");
        var runs = (await world.Get<IRunQueries>().ListAsync("staging", null, new PageRequest(1), Cancellation)).Total;
        await worker.EnsureAsync(Cancellation);
        Assert.Equal(runs, (await world.Get<IRunQueries>().ListAsync("staging", null, new PageRequest(1), Cancellation)).Total);
    }
}
