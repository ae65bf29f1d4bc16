using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Workers;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>What GitHub hears of deployments.</summary>
public sealed class GitHubDeploymentTests
{
    private static readonly Func<EnvironmentSettings, EnvironmentSettings> NoApprovals = environment => environment with { Policies = new PolicySettings { DestructiveChange = new DestructiveChangeSettings(false) } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_release_of_a_deployment_is_recorded_once_and_followed_to_its_end()
    {
        await using var world = await LoopWorld.StartAsync();
        await DeployAsync(world, "staging");

        var view = await LastAsync(world, "staging");
        Assert.NotEmpty(view.Releases);
        foreach (var release in view.Releases)
        {
            var deployment = Assert.Single(DeploymentsOf(world, release.Repository!), each => each.Environment == "staging");
            Assert.Equal(["queued", "in_progress", "success"], deployment.Statuses.Select(status => status.State));
            Assert.Equal((false, false, "deploy", "kayron-bot"), (deployment.Production, deployment.Transient, deployment.Task, deployment.Creator));
            Assert.Equal(world.Sandbox.GitHub.Find(release.Repository!)!.Resolve(release.To), deployment.Ref);
            Assert.Matches("^[0-9a-f]{40}$", deployment.Ref);
            Assert.All(deployment.Statuses, status => Assert.Equal($"https://kayron.example.com/deployments/{view.Id}", status.LogUrl));
            Assert.Equal("deployed and verified", deployment.Statuses[^1].Description);
        }
    }

    [Fact]
    public async Task A_production_deployment_says_so_and_makes_the_one_before_inactive()
    {
        await using var world = await LoopWorld.StartAsync(alter: NoApprovals);
        await DeployAsync(world, "production");
        var release = (await LastAsync(world, "production")).Releases.First(release => release.Name == "api");
        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("api", "v1.9.1", ct: Cancellation);
        await DeployAsync(world, "production");

        var both = DeploymentsOf(world, release.Repository!).Where(deployment => deployment.Environment == "production").ToList();
        Assert.Equal(["inactive", "success"], both.Select(deployment => deployment.State));
        Assert.All(both, deployment => Assert.True(deployment.Production));
        Assert.Equal($"replaced by api of deployment {(await LastAsync(world, "production")).Id}", both[0].Statuses[^1].Description);
    }

    [Fact]
    public async Task A_failed_deployment_is_told_as_failure_with_its_cause()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", $"tasks stopped, exit code 137 {new string('x', 300)}");
        await world.RunUntilAsync("staging", "failed");
        await TellAsync(world);

        var status = DeploymentsOf(world, (await LastAsync(world, "staging")).Releases[0].Repository!).Single(each => each.Environment == "staging").Statuses[^1];
        Assert.Equal("failure", status.State);
        Assert.StartsWith("Service: Resource handler returned message", status.Description, StringComparison.Ordinal);
        Assert.Equal(140, status.Description.Length);
    }

    [Fact]
    public async Task While_GitHub_refuses_every_write_the_deployment_proceeds_and_the_failure_is_kept_with_its_reason()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.GitHub.Faults.Inject(new InjectedAnswer("POST", "/deployments", 403, null, "Resource not accessible by personal access token"), calls: 10_000);
        await DeployAsync(world, "staging");
        world.Sandbox.Calls.Reset();
        for (var run = 0; run < 20; run++) await world.Get<OutboxWorker>().EnsureAsync(Cancellation);

        Assert.Equal("succeeded", (await LastAsync(world, "staging")).State);
        var counts = Assert.Single(await world.Get<IOutboxStore>().CountAsync(Cancellation));
        Assert.Equal(("github-deployment", 0, (await LastAsync(world, "staging")).Releases.Count), (counts.Kind, counts.Pending, counts.Failed));
        Assert.DoesNotContain(world.Sandbox.Calls.Counts(), call => call.Api == "github");
    }

    [Theory]
    [InlineData("before asking")]
    [InlineData("after GitHub recorded it")]
    [InlineData("after GitHub got a state")]
    public async Task A_crash_between_asking_GitHub_and_storing_its_answer_makes_no_second_deployment(string moment)
    {
        var crash = new DyingStatuses(moment);
        var world = await LoopWorld.StartAsync(replace: crash.Install);
        try
        {
            await world.RunUntilAsync("staging", "succeeded");
            await Assert.ThrowsAsync<OperationCanceledException>(() => world.Get<OutboxWorker>().EnsureAsync(crash.Dead.Token));
            world = await world.RestartAsync();
            await TellAsync(world);

            foreach (var release in (await LastAsync(world, "staging")).Releases)
            {
                var deployment = Assert.Single(DeploymentsOf(world, release.Repository!), each => each.Environment == "staging");
                Assert.Equal(["queued", "success"], deployment.Statuses.Select(status => status.State));
            }
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_deployment_that_somebody_deleted_at_GitHub_is_not_made_again()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "executing");
        await TellAsync(world);
        var repository = (await LastAsync(world, "staging")).Releases[0].Repository!;
        world.Sandbox.GitHub.Find(repository)!.State.Deployments.Clear();
        await world.RunUntilAsync("staging", "succeeded");
        await TellAsync(world);

        Assert.Empty(DeploymentsOf(world, repository));
        Assert.Empty(await world.Get<IOutboxStore>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Nothing_is_recorded_where_the_configuration_says_so()
    {
        await using var world = await LoopWorld.StartAsync(replace: services =>
        {
            var settings = (KayronSettings)services.First(service => service.ServiceType == typeof(KayronSettings)).ImplementationInstance!;
            services.AddSingleton(settings with { GitHub = settings.GitHub with { Deployments = false } });
        });
        await world.RunUntilAsync("staging", "succeeded");

        Assert.Empty(await world.Get<IOutboxStore>().CountAsync(Cancellation));
    }

    /// <summary>Dies once, at a moment between GitHub and what is stored of it.</summary>
    private sealed class DyingStatuses(string moment) : IDeploymentStatuses
    {
        private IDeploymentStatuses _inner = null!;

        public CancellationTokenSource Dead { get; } = new();

        public void Install(IServiceCollection services)
        {
            var registered = services.Last(service => service.ServiceType == typeof(IDeploymentStatuses));
            services.AddSingleton<IDeploymentStatuses>(provider =>
            {
                _inner = (IDeploymentStatuses)registered.ImplementationFactory!(provider);
                return this;
            });
        }

        public async Task<long> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
        {
            DieAt("before asking");
            var id = await _inner.CreateAsync(deployment, cancellationToken);
            DieAt("after GitHub recorded it");
            return id;
        }

        public async Task<bool> TellAsync(Core.Releases.RepositoryName repository, long id, NewStatus status, CancellationToken cancellationToken)
        {
            var told = await _inner.TellAsync(repository, id, status, cancellationToken);
            DieAt("after GitHub got a state");
            return told;
        }

        public Task<long?> FindAsync(NewDeployment deployment, CancellationToken cancellationToken) => _inner.FindAsync(deployment, cancellationToken);

        public Task<string?> FindStateAsync(Core.Releases.RepositoryName repository, long id, CancellationToken cancellationToken) => _inner.FindStateAsync(repository, id, cancellationToken);

        private void DieAt(string place)
        {
            if (place != moment) return;
            Dead.Cancel();
            Dead.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task DeployAsync(LoopWorld world, string environment)
    {
        await world.RunUntilAsync(environment, "executing");
        await TellAsync(world);
        await world.RunUntilAsync(environment, "succeeded");
        await TellAsync(world);
    }

    private static async Task TellAsync(LoopWorld world)
    {
        for (var run = 0; run < 10; run++) await world.Get<OutboxWorker>().EnsureAsync(Cancellation);
    }

    private static async Task<DeploymentView> LastAsync(LoopWorld world, string environment)
    {
        var deployments = await world.Get<IDeploymentQueries>().ListAsync(environment, null, null, default, Cancellation);
        return (await world.Get<IDeploymentQueries>().FindAsync(deployments.Items[0].Id, Cancellation))!;
    }

    private static List<Deployment> DeploymentsOf(LoopWorld world, string repository) => world.Sandbox.GitHub.Find(repository)!.State.Deployments;
}
