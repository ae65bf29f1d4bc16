using System.Net;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Monitoring;

public sealed class ReadinessTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_ready_when_every_environment_was_looked_at_within_three_intervals() =>
        Assert.Equal((HttpStatusCode.OK, "OK"), await AskAsync(LookedAt("testing", 30), LookedAt("production", 0)));

    [Fact]
    public async Task An_environment_that_was_not_looked_at_is_named() => Assert.Equal(
        (HttpStatusCode.ServiceUnavailable, "reconcile:testing: none ended within 30s\nreconcile:production: none ended within 30s"),
        await AskAsync(LookedAt("testing", 31)));

    [Fact]
    public async Task A_database_that_does_not_answer_is_named()
    {
        var answer = await AskAsync(services: services => services.AddSingleton<IEnvironmentQueries>(new BrokenQueries()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database: it does not answer"), answer);
    }

    private static async Task<(HttpStatusCode, string)> AskAsync(params EnvironmentView[] environments) => await AskAsync(_ => { }, environments);

    private static async Task<(HttpStatusCode, string)> AskAsync(Action<IServiceCollection> services, params EnvironmentView[] environments)
    {
        var core = new FakeCore { World = new DashboardWorld { Environments = [.. environments] } };
        await using var daemon = await TestDaemon.StartAsync(core, services: all =>
        {
            all.AddSingleton<TimeProvider>(new ManualTime(Now));
            services(all);
        });
        using var browser = daemon.Browser();
        using var answer = await browser.GetAsync("/readyz", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static EnvironmentView LookedAt(string name, double secondsAgo)
    {
        var at = Now.AddSeconds(-secondsAgo);
        return new(name, name, null, new StackView(name, null, null), [], null, [], [], new RunView(1, name, "no-drift", null, 1, at, at, at, null), null);
    }

    private sealed class BrokenQueries : IEnvironmentQueries
    {
        public Task<IReadOnlyList<EnvironmentView>> ListAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("database is locked");

        public Task<EnvironmentView?> FindAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException("database is locked");
    }
}
