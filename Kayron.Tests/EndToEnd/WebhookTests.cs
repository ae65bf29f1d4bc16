using System.Threading.Channels;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>The whole daemon with an interval of a day: what it does after its first look, a webhook made it do.</summary>
public sealed class WebhookTests(WebhookTests.Started started) : IClassFixture<WebhookTests.Started>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_saved_becomes_a_change_set_without_waiting_for_the_interval()
    {
        var file = Path.Combine(started.Daemon.Sandbox.Description.Repositories, "acme", "releases", "main", "service", "service.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation)).Replace("v1.9.0", "v1.8.1", StringComparison.Ordinal), Cancellation);
        await UntilAsync(started.Daemon, async () => (await started.Daemon.Services.GetRequiredService<IChangeQueries>().ListAsync("staging", null, default, Cancellation)).Items
            .Any(change => change.Releases.Any(release => release is { Name: "api", To: "v1.8.1" })));
    }

    [Fact]
    public async Task While_the_api_lags_behind_the_pushed_commit_is_read()
    {
        await started.Daemon.Sandbox.Actions.LagAsync("releases", "testing", TimeSpan.FromSeconds(60), Cancellation);
        var pushed = await started.Daemon.Sandbox.Actions.ChangeDefinitionAsync("releases", "testing", "api", "release: \"v1.8.1\"", ct: Cancellation);
        await UntilAsync(started.Daemon, async () => (await started.Daemon.Services.GetRequiredService<IEnvironmentQueries>().FindAsync("testing", Cancellation))!.Ref == pushed);
    }

    [Fact]
    public async Task A_release_that_is_published_is_planned_for_production()
    {
        var commit = await started.Daemon.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        await UntilAsync(started.Daemon, async () => (await started.Daemon.Services.GetRequiredService<IEnvironmentQueries>().FindAsync("production", Cancellation))!.Ref == commit);
    }

    /// <summary>Asks whenever something is stored.</summary>
    private static async Task UntilAsync(WholeDaemon daemon, Func<Task<bool>> reached)
    {
        var stored = Channel.CreateUnbounded<string>();
        using var subscription = daemon.Services.GetRequiredService<LiveFeed>().Subscribe(environment => stored.Writer.TryWrite(environment));
        while (!await reached()) await stored.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
    }

    /// <summary>A daemon with nothing left to do: testing and staging have deployed what they drifted by, production waits for a person.</summary>
    public sealed class Started : IAsyncLifetime
    {
        private WholeDaemon? _daemon;

        internal WholeDaemon Daemon => _daemon!;

        public async ValueTask InitializeAsync()
        {
            _daemon = await WholeDaemon.StartAsync(pace: 10_000, interval: "1d", hooks: true);
            await UntilAsync(_daemon, async () => (await _daemon.Services.GetRequiredService<IEnvironmentQueries>().ListAsync(Cancellation))
                .All(environment => environment.LastRun is { Outcome: "awaiting-approval" or "succeeded" or "no-drift" }));
        }

        public ValueTask DisposeAsync() => _daemon!.DisposeAsync();
    }
}
