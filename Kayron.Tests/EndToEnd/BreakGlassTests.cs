using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>Overrides and retries over the whole loop.</summary>
public sealed class BreakGlassTests
{
    private const string Incident = "https://status.example.com/incidents/42";
    private static readonly Actor Ada = Who("ada", Role.Approver);
    private static readonly Actor Grace = Who("grace", Role.Administrator);
    private static readonly Actor Olga = Who("olga", Role.Operator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_acts_for_a_machine_passes_no_gates()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var refused = await world.Get<IOverrideCommands>().OverrideAsync(Grace with { Delegated = true }, new OverrideRequest(waiting.ChangeId!, "customers cannot pay", Incident), Cancellation);
        Assert.Equal("role", Refusal(refused));
        Assert.Equal("awaiting-approval", (await world.RunAsync("production")).Outcome);
    }

    [Fact]
    public async Task An_override_passes_approvals_and_a_pause_and_is_listed_until_another_person_has_reviewed_it()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().PauseAsync(Grace, new PauseRequest("production", null, "incident", null), Cancellation));
        await world.RunUntilAsync("production", "blocked");

        var commands = world.Get<IOverrideCommands>();
        Assert.IsType<CommandResult.Done>(await commands.OverrideAsync(Grace, new OverrideRequest(waiting.ChangeId!, "customers cannot pay", Incident), Cancellation));
        Assert.Equal(waiting.ChangeId, (await world.RunUntilAsync("production", "succeeded")).ChangeId);

        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("production", null, null, default, Cancellation)).Items);
        Assert.Equal("overridden by Grace", deployment.StartedBy);
        var view = (await world.Get<IDeploymentQueries>().FindAsync(deployment.Id, Cancellation))!;
        Assert.Equal(("customers cannot pay", Incident), (view.Override!.Reason, view.Override.Incident));
        Assert.Contains(view.Decisions, decision => decision is { Policy: "Pause", Verdict: "allow", Reason: "Overridden by Grace" } && decision.Evidence!.Contains("paused by Grace", StringComparison.Ordinal));

        var passed = Assert.Single((await world.Get<IOverrideQueries>().ListAsync(null, false, default, Cancellation)).Items);
        Assert.Equal("self-approval", Refusal(await commands.ReviewAsync(Grace, passed.Id, null, Cancellation)));
        Assert.IsType<CommandResult.Done>(await commands.ReviewAsync(Ada, passed.Id, "was right", Cancellation));
        Assert.Empty((await world.Get<IOverrideQueries>().ListAsync(null, false, default, Cancellation)).Items);
        Assert.Equal("not-open", Refusal(await commands.ReviewAsync(Who("alan", Role.Approver), passed.Id, null, Cancellation)));
    }

    [Theory]
    [InlineData("", Incident, "reason: say why its gates are passed, for those who review it")]
    [InlineData("why", "", "incident: give the incident's address, such as https://status.example.com/incidents/42")]
    [InlineData("why", "javascript:alert(1)", "incident: give the incident's address, such as https://status.example.com/incidents/42")]
    [InlineData("why", "https://ada:secret@example.com/", "incident: give the incident's address, such as https://status.example.com/incidents/42")]
    [InlineData("why", "/incidents/42", "incident: give the incident's address, such as https://status.example.com/incidents/42")]
    public async Task An_override_says_why_and_where_it_is_told(string reason, string incident, string refusal)
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var refused = await world.Get<IOverrideCommands>().OverrideAsync(Grace, new OverrideRequest(waiting.ChangeId!, reason, incident), Cancellation);
        Assert.Equal(new CommandResult.Refused("invalid", 400, refusal), refused);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_overrides_and_none_overrides_what_they_did_not_look_at()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var commands = world.Get<IOverrideCommands>();
        Assert.Equal("role", Refusal(await commands.OverrideAsync(Ada, new OverrideRequest(waiting.ChangeId!, "why", Incident), Cancellation)));
        Assert.Equal("stale-fingerprint", Refusal(await commands.OverrideAsync(Grace, new OverrideRequest(waiting.ChangeId!, "why", Incident, Fingerprint: "another"), Cancellation)));
        Assert.Equal("awaiting-approval", (await world.RunAsync("production")).Outcome);
    }

    [Fact]
    public async Task What_failed_is_tried_once_more_for_each_press_and_never_by_itself()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "no capacity");
        var failed = await world.RunUntilAsync("staging", "failed");
        var blocked = await world.RunUntilAsync("staging", "blocked");
        for (var run = 0; run < 20; run++) Assert.Equal("blocked", (await world.RunAsync("staging")).Outcome);
        Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Items);

        var commands = world.Get<IRetryCommands>();
        Assert.True((await world.Get<IChangeQueries>().FindAsync(failed.ChangeId!, Cancellation))!.Retryable);
        Assert.Equal("role", Refusal(await commands.RetryAsync(Who("vera", Role.Viewer), failed.ChangeId!, null, Cancellation)));
        Assert.IsType<CommandResult.Done>(await commands.RetryAsync(Olga, blocked.ChangeId!, "capacity is back", Cancellation));
        Assert.Equal("not-open", Refusal(await commands.RetryAsync(Olga, failed.ChangeId!, null, Cancellation)));

        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "no capacity");
        Assert.NotEqual(failed.ChangeId, (await world.RunUntilAsync("staging", "failed")).ChangeId);
        await world.RunUntilAsync("staging", "blocked");
        for (var run = 0; run < 20; run++) Assert.Equal("blocked", (await world.RunAsync("staging")).Outcome);

        Assert.IsType<CommandResult.Done>(await commands.RetryAsync(Olga, failed.ChangeId!, null, Cancellation));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("not-open", Refusal(await commands.RetryAsync(Olga, failed.ChangeId!, null, Cancellation)));
    }

    private static string Refusal(CommandResult result) => Assert.IsType<CommandResult.Refused>(result).Code;

    private static Actor Who(string login, Role role) => new($"sandbox:{login}", login, char.ToUpperInvariant(login[0]) + login[1..], new Dictionary<string, Role> { [Actor.Everywhere] = role }, "test");
}
