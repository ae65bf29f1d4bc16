using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>One environment waits for another.</summary>
public sealed class OrderTests
{
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

    private static EnvironmentSettings InProduction(EnvironmentSettings environment, Func<PolicySettings, PolicySettings> alter) =>
        environment.Name == "production" ? environment with { Policies = alter(environment.Policies) } : environment;

    private static async Task<string?> ReasonAsync(LoopWorld world, string release) =>
        (await world.Get<IEnvironmentQueries>().FindAsync("production", Cancellation))!.Releases.Single(each => each.Name == release).Reason;
}
