using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>One environment waits for another.</summary>
public sealed class OrderTests
{
    private static readonly Actor Olga = new("sandbox:olga", "olga", "Olga", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Operator }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Production_waits_until_staging_has_verified_its_versions()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Order = new OrderSettings("staging"), Approval = new ApprovalSettings(0) }));
        Assert.StartsWith("waits until staging has verified ", (await world.RunUntilAsync("production", "blocked")).Detail, StringComparison.Ordinal);
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunUntilAsync("staging", "no-drift");
        await world.RunUntilAsync("production", "succeeded");
    }

    [Fact]
    public async Task A_service_soaks_in_staging_while_nothing_of_it_moves_in_production_and_a_failure_voids_it()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Soak = new SoakSettings("staging", TimeSpan.FromDays(1)) }));
        await world.RunUntilAsync("production", "no-drift");
        Assert.Equal("has not run verified in staging yet", await ReasonAsync(world, "api"));
        Assert.Equal(0, (await world.Get<IChangeQueries>().ListAsync("production", null, default, Cancellation)).Total);

        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("production");
        Assert.Equal("soaks in staging, 24 h left", await ReasonAsync(world, "api"));
        var soaks = (await world.Get<ISoaks>().ReadAsync("staging", ["api", "web"], Cancellation)).Soaks;
        Assert.All(soaks, soak => Assert.StartsWith("sha256:", soak.Digest, StringComparison.Ordinal));

        // Two idle loops write nothing of it.
        var stored = await world.Get<ISoaks>().ReadAsync("staging", ["api", "web", "search", "mailer"], Cancellation);
        for (var run = 0; run < 2; run++) await world.RunAsync("staging");
        Assert.Equal(stored.Soaks, (await world.Get<ISoaks>().ReadAsync("staging", ["api", "web", "search", "mailer"], Cancellation)).Soaks);

        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "tasks stopped");
        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", ct: Cancellation);
        await world.RunUntilAsync("staging", "failed");
        Assert.True((await world.Get<ISoaks>().ReadAsync("staging", ["api"], Cancellation)).Soaks.Single(soak => soak.Version == "v1.9.1").IsVoid);
    }

    [Fact]
    public async Task A_quarantine_voids_a_soak()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Soak = new SoakSettings("staging", TimeSpan.FromDays(1)) }));
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("production");
        Assert.StartsWith("soaks in staging", await ReasonAsync(world, "api"), StringComparison.Ordinal);
        await RollBackAsync(world, "staging");
        await world.RunAsync("production");
        Assert.Equal("failed or was quarantined in staging", await ReasonAsync(world, "api"));
        Assert.StartsWith("soaks in staging", await ReasonAsync(world, "web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_back_waits_for_neither_order_nor_soak_and_what_goes_forward_for_both()
    {
        var world = await LoopWorld.StartAsync(alter: environment => InProduction(environment, policies => policies with { Approval = new ApprovalSettings(0) }));
        try
        {
            await world.RunUntilAsync("production", "succeeded");
            world = await world.RestartAsync(alter: environment => InProduction(environment, policies => policies with
            {
                Approval = new ApprovalSettings(0),
                Order = new OrderSettings("staging"),
                Soak = new SoakSettings("staging", TimeSpan.FromDays(1)),
            }));
            await RollBackAsync(world, "production");
            var back = await world.RunUntilAsync("production", "succeeded");
            Assert.NotNull((await world.Get<IChangeQueries>().FindAsync(back.ChangeId!, Cancellation))!.Rollback);

            await world.Sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
            await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", ct: Cancellation);
            await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
            for (var run = 0; run < 3; run++) await world.RunAsync("production");
            Assert.Equal("has not run verified in staging yet", await ReasonAsync(world, "api"));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static async Task RollBackAsync(LoopWorld world, string environment)
    {
        var deployment = (await world.Get<IDeploymentQueries>().ListAsync(environment, null, null, default, Cancellation)).Items[0];
        Assert.IsType<CommandResult.Done>(await world.Get<IRollbackCommands>().RollBackAsync(Olga, new RollbackRequest(deployment.Id, "checkout fails", ["api"]), Cancellation));
    }

    private static EnvironmentSettings InProduction(EnvironmentSettings environment, Func<PolicySettings, PolicySettings> alter) =>
        environment.Name == "production" ? environment with { Policies = alter(environment.Policies) } : environment;

    private static async Task<string?> ReasonAsync(LoopWorld world, string release) =>
        (await world.Get<IEnvironmentQueries>().FindAsync("production", Cancellation))!.Releases.Single(each => each.Name == release).Reason;
}
