using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Cli;
using Kayron.Web.Components.Presentation;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>A stack that CloudFormation could not roll back: everything halts, pages, API and terminal say what to do, and once it is done it goes on without a hand.</summary>
public sealed class HaltedTests
{
    private const string ToDo = "stack server-staging is UPDATE_ROLLBACK_FAILED: mend what keeps it from rolling back, then run aws cloudformation continue-update-rollback --stack-name server-staging";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UPDATE_ROLLBACK_FAILED_halts_and_says_what_to_do_until_a_person_has_done_it()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "tasks stopped", rollbackFails: true);
        Assert.EndsWith("(and the rollback failed)", (await world.RunUntilAsync("staging", "failed")).Detail, StringComparison.Ordinal);

        var halted = await world.RunUntilAsync("staging", "blocked");
        Assert.Equal((ToDo, true), (halted.Detail, halted.Held));
        await PublishAsync(world.Sandbox);
        await world.RunUntilAsync("staging", "blocked");
        for (var run = 0; run < 3; run++) Assert.Equal(ToDo, (await world.RunAsync("staging")).Detail);
        Assert.Equal((1, 1), (Calls(world, "CreateChangeSet"), Calls(world, "ExecuteChangeSet")));

        var view = (await world.Get<IEnvironmentQueries>().FindAsync("staging", Cancellation))!;
        Assert.Null(view.Problem);
        Assert.Contains(Attention.Of([view], [], null), item => item.Headline == "is halted" && item.Detail == "S" + ToDo[1..]);
        Assert.All(view.Releases.Where(release => release.State == "drifted"), release => Assert.Equal(ToDo, release.Reason));
        var decides = (await world.Get<ITraceQueries>().FindAsync("staging", "api", Cancellation))!.Steps.Single(step => step.Decides);
        Assert.Equal(("StackStatus", "deny", ToDo), (decides.Gate, decides.Verdict, decides.Reason));

        world.Sandbox.Actions.ContinueRollback("server-staging");
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);
    }

    [Fact]
    public async Task What_halted_is_not_tried_again_as_it_was()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", rollbackFails: true);
        await world.RunUntilAsync("staging", "failed");
        await world.RunUntilAsync("staging", "blocked");
        world.Sandbox.Actions.ContinueRollback("server-staging");
        var result = await world.RunAsync("staging");
        for (var run = 0; run < 100 && result.Detail?.Contains("failed before", StringComparison.Ordinal) != true; run++) result = await world.RunAsync("staging");
        Assert.Equal(("blocked", "failed before and is not tried again until a version, a template or a parameter changes, or an operator says so"), (result.Outcome, result.Detail));
        Assert.Equal(1, Calls(world, "ExecuteChangeSet"));
    }

    [Fact]
    public async Task The_API_and_the_terminal_say_what_to_do()
    {
        await using var daemon = await WholeDaemon.StartAsync(pace: 10_000);
        await UntilAsync(daemon, view => view.LastRun?.Outcome == "no-drift");
        daemon.Sandbox.Actions.FailNextUpdate("server-staging", rollbackFails: true);
        await PublishAsync(daemon.Sandbox);
        await UntilAsync(daemon, view => view.LastRun?.Detail == ToDo);

        using var client = new HttpClient { BaseAddress = daemon.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {daemon.Token}" } } };
        Assert.Contains(ToDo, await client.GetStringAsync("/api/v1/environments/staging", Cancellation), StringComparison.Ordinal);
        using var terminal = new Terminal { ["KAYRON_URL"] = daemon.Address.ToString(), ["KAYRON_API_TOKEN"] = daemon.Token };
        Assert.Equal(ExitCode.Done, await terminal.RunAsync("status --environment staging"));
        Assert.Contains(ToDo, terminal.Output, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(WholeDaemon daemon, Func<EnvironmentView, bool> reached)
    {
        var stored = System.Threading.Channels.Channel.CreateUnbounded<string>();
        using var subscription = daemon.Services.GetRequiredService<Core.Reconcile.LiveFeed>().Subscribe(environment => stored.Writer.TryWrite(environment));
        while (!reached((await daemon.Services.GetRequiredService<IEnvironmentQueries>().FindAsync("staging", Cancellation))!))
            await stored.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    private static async Task PublishAsync(Kayron.Sandbox.SandboxHost sandbox)
    {
        await sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
        await sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", ct: Cancellation);
    }

    private static int Calls(LoopWorld world, string operation) => world.Sandbox.Calls.Counts().Where(call => call.Operation == operation).Sum(call => call.Count);
}
