using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>Going back, and staying there, over the whole loop.</summary>
public sealed class RollbackTests
{
    private static readonly Actor Olga = Who("olga", Role.Operator);
    private static readonly Actor Ada = Who("ada", Role.Approver);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rollback_sticks_until_a_newer_version_is_wanted_which_proceeds_by_itself()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        var first = await LatestAsync(world);
        Assert.Contains(first.Releases, release => release is { Name: "api", From: "v1.8.2", To: "v1.9.0" });

        // What ran before Kayron's first deployment is something to go back to: it was seen to run.
        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, first.Id, "api"));
        var back = await world.RunUntilAsync("staging", "succeeded");
        var change = (await world.Get<IChangeQueries>().FindAsync(back.ChangeId!, Cancellation))!;
        Assert.Equal(new RollbackView(first.Id, "Olga", "checkout fails"), change.Rollback);
        Assert.Equal("api v1.9.0 → v1.8.2", string.Join(", ", change.Releases.Select(release => $"{release.Name} {release.From} → {release.To}")));
        Assert.Equal(change.Rollback, (await world.Get<IDeploymentQueries>().FindAsync((await LatestAsync(world)).Id, Cancellation))!.Rollback);

        var api = await ReleaseAsync(world, "no-drift");
        Assert.Equal(("quarantined", "v1.8.2", "v1.9.0"), (api.State, api.Current, api.Desired));
        Assert.Matches("^v1.9.0 is quarantined by Olga since .* UTC: checkout fails$", api.Reason!);
        for (var run = 0; run < 10; run++) Assert.Equal("no-drift", (await world.RunAsync("staging")).Outcome);

        await PublishAsync(world, "v1.9.1");
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal(("in-sync", "v1.9.1"), await ReleaseAsync(world, "no-drift") is var now ? (now.State, now.Current) : default);
        Assert.Empty((await world.Get<IQuarantineQueries>().ListAsync(null, default, Cancellation)).Items);
    }

    [Fact]
    public async Task Rolling_back_a_rollback_goes_further_back_and_does_not_bring_back_what_was_left()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await PublishAsync(world, "v1.9.1");
        await world.RunUntilAsync("staging", "succeeded");
        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, (await LatestAsync(world)).Id, "api"));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("v1.9.0", (await ReleaseAsync(world, "no-drift")).Current);

        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, (await LatestAsync(world)).Id, "api"));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal(("quarantined", "v1.8.2"), await ReleaseAsync(world, "no-drift") is var now ? (now.State, now.Current) : default);
        Assert.Equal("nothing-verified", Refusal(await RollBackAsync(world, (await LatestAsync(world)).Id, "api")).Code);
    }

    [Fact]
    public async Task Infrastructure_goes_back_with_its_templates_and_alone()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        var first = await LatestAsync(world);
        var infrastructure = first.Releases.Single(release => release.Name == "infrastructure");
        await PublishAsync(world, "v1.9.1");

        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, first.Id, "infrastructure"));
        var back = await world.RunUntilAsync("staging", "succeeded");
        var change = (await world.Get<IChangeQueries>().FindAsync(back.ChangeId!, Cancellation))!;
        Assert.Equal(("infrastructure", infrastructure.From), Assert.Single(change.Releases) is var only ? (only.Name, only.To) : default);
        Assert.NotEmpty(change.Templates);

        // What waited for it follows.
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("v1.9.1", (await ReleaseAsync(world, "no-drift")).Current);
    }

    [Fact]
    public async Task A_tag_that_was_moved_since_it_ran_here_is_said_before_it_is_gone_back_to()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.Sandbox.Actions.PushImageAsync("api", "v1.8.2", platforms: ["linux/arm64"], ct: Cancellation);
        await RollBackAsync(world, (await LatestAsync(world)).Id, "api");
        var back = (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("staging", "succeeded")).ChangeId!, Cancellation))!;
        Assert.Matches("^The tag v1.8.2 of api was moved to another image since it ran verified here .*: it is not what ran then.$", Assert.Single(back.Warnings));
        Assert.Equal(["api"], back.MutableRepositories);
    }

    [Fact]
    public async Task A_registry_that_does_not_tell_whether_tags_can_be_moved_holds_nothing()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailAws("ecr", "DescribeRepositories", 400, "AccessDeniedException", calls: 9);
        var change = (await world.Get<IChangeQueries>().FindAsync((await world.RunUntilAsync("staging", "succeeded")).ChangeId!, Cancellation))!;
        Assert.Contains("ecr:DescribeRepositories", Assert.Single(change.Warnings), StringComparison.Ordinal);
        Assert.Empty(change.MutableRepositories);
    }

    [Fact]
    public async Task In_production_what_goes_back_is_approved_like_what_goes_forward()
    {
        await using var world = await LoopWorld.StartAsync();
        await ApproveAsync(world);
        await world.RunUntilAsync("production", "succeeded");
        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, (await LatestAsync(world, "production")).Id, "api"));
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        Assert.NotNull((await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!.Rollback);
        await ApproveAsync(world);
        await world.RunUntilAsync("production", "succeeded");
        Assert.Equal("v1.8.2", (await ReleaseAsync(world, "no-drift", "production")).Current);
    }

    [Theory]
    [InlineData(false, "blocked")]
    [InlineData(true, "succeeded")]
    public async Task A_closed_window_holds_a_rollback_unless_it_is_told_not_to(bool ignore, string outcome)
    {
        var shut = new WindowSettings([], [new TimeWindow([], NodaTime.LocalTime.Midnight, NodaTime.LocalTime.Midnight, null, null, NodaTime.DateTimeZone.Utc, "holidays")]);
        var open = await LoopWorld.StartAsync();
        await open.RunUntilAsync("staging", "succeeded");
        await using var closed = await open.RestartAsync(alter: environment => environment with { Policies = environment.Policies with { Window = shut, Rollback = new RollbackSettings(ignore) } });
        Assert.IsType<CommandResult.Done>(await RollBackAsync(closed, (await LatestAsync(closed)).Id, "api"));
        await closed.RunUntilAsync("staging", outcome);
    }

    [Fact]
    public async Task What_CloudFormation_rolled_back_already_is_quarantined_and_lets_the_others_go_on()
    {
        await using var world = await LoopWorld.StartAsync();
        world.Sandbox.Actions.FailNextUpdate("server-staging", "Service", "no capacity");
        await world.RunUntilAsync("staging", "failed");
        await world.RunUntilAsync("staging", "blocked");
        var done = Assert.IsType<CommandResult.Done>(await RollBackAsync(world, (await LatestAsync(world)).Id, "api"));
        Assert.Equal("api runs v1.8.2 again already, so nothing is to be rolled back; v1.9.0 is quarantined so that it is not tried again", done.Detail);

        await world.RunUntilAsync("staging", "succeeded");
        Assert.DoesNotContain((await LatestAsync(world)).Releases, release => release.Name == "api");
        Assert.Equal(("quarantined", "v1.8.2"), await ReleaseAsync(world, "no-drift") is var now ? (now.State, now.Current) : default);
    }

    [Fact]
    public async Task A_paused_service_stays_where_it_is_until_it_is_resumed()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        var pause = Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().PauseAsync(Olga, new PauseRequest("staging", "api", "looking into it", null), Cancellation));
        Assert.IsType<CommandResult.Done>(await RollBackAsync(world, (await LatestAsync(world)).Id, "api"));
        Assert.Equal(("held", "v1.9.0"), await ReleaseAsync(world, "no-drift") is var held ? (held.State, held.Current) : default);
        Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().ResumeAsync(Olga, long.Parse(pause.Id!, System.Globalization.CultureInfo.InvariantCulture), null, Cancellation));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("v1.8.2", (await ReleaseAsync(world, "no-drift")).Current);
    }

    [Fact]
    public async Task A_quarantine_ends_by_an_approver_who_says_why()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await RollBackAsync(world, (await LatestAsync(world)).Id, "api");
        await world.RunUntilAsync("staging", "succeeded");
        var quarantine = Assert.Single((await world.Get<IQuarantineQueries>().ListAsync("staging", default, Cancellation)).Items);
        Assert.Equal(("api", "v1.9.0", "v1.8.2", "Olga"), (quarantine.Release, quarantine.Version, quarantine.Instead, quarantine.By));
        Assert.NotNull(quarantine.Digest);

        var commands = world.Get<IRollbackCommands>();
        Assert.Equal("role", Refusal(await commands.EndQuarantineAsync(Olga, quarantine.Id, "fixed", Cancellation)).Code);
        Assert.Equal("invalid", Refusal(await commands.EndQuarantineAsync(Ada, quarantine.Id, " ", Cancellation)).Code);
        Assert.IsType<CommandResult.Done>(await commands.EndQuarantineAsync(Ada, quarantine.Id, "it was the database", Cancellation));
        await world.RunUntilAsync("staging", "succeeded");
        Assert.Equal("v1.9.0", (await ReleaseAsync(world, "no-drift")).Current);
    }

    [Fact]
    public async Task What_cannot_be_rolled_back_says_why()
    {
        await using var world = await LoopWorld.StartAsync(pace: 1);
        await world.RunUntilAsync("staging", "executing");
        var running = await LatestAsync(world);
        Assert.Contains("is still running. Wait for its end, or have CloudFormation roll it back with aws cloudformation cancel-update-stack --stack-name server-staging", Refusal(await RollBackAsync(world, running.Id)).Detail, StringComparison.Ordinal);
        Assert.Equal("not-found", Refusal(await RollBackAsync(world, 4711)).Code);
        Assert.Contains("did not change payments", Refusal(await RollBackAsync(world, running.Id, "payments")).Detail, StringComparison.Ordinal);
        Assert.Equal("role", Refusal(await world.Get<IRollbackCommands>().RollBackAsync(Who("vera", Role.Viewer), new RollbackRequest(running.Id, "why"), Cancellation)).Code);
        Assert.Equal("reason: say why it is rolled back, for those who wonder", Refusal(await world.Get<IRollbackCommands>().RollBackAsync(Olga, new RollbackRequest(running.Id, " "), Cancellation)).Detail);
    }

    private static Task<CommandResult> RollBackAsync(LoopWorld world, long deployment, params string[] releases) =>
        world.Get<IRollbackCommands>().RollBackAsync(Olga, new RollbackRequest(deployment, "checkout fails", releases.Length == 0 ? null : releases), Cancellation);

    private static async Task<DeploymentSummary> LatestAsync(LoopWorld world, string environment = "staging") =>
        (await world.Get<IDeploymentQueries>().ListAsync(environment, null, null, default, Cancellation)).Items[0];

    private static async Task<ReleaseView> ReleaseAsync(LoopWorld world, string outcome, string environment = "staging")
    {
        await world.RunUntilAsync(environment, outcome);
        return (await world.Get<IEnvironmentQueries>().FindAsync(environment, Cancellation))!.Releases.Single(release => release.Name == "api");
    }

    private static async Task PublishAsync(LoopWorld world, string version)
    {
        await world.Sandbox.Actions.PushImageAsync("api", version, ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", $"release: \"{version}\"", ct: Cancellation);
    }

    private static async Task ApproveAsync(LoopWorld world)
    {
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var change = (await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!;
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, change.Fingerprint), Cancellation));
    }

    private static CommandResult.Refused Refusal(CommandResult result) => Assert.IsType<CommandResult.Refused>(result);

    private static Actor Who(string login, Role role) => new($"sandbox:{login}", login, char.ToUpperInvariant(login[0]) + login[1..], new Dictionary<string, Role> { [Actor.Everywhere] = role }, "test");
}
