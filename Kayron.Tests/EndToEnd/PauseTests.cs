using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>Pauses have an end, and it is written down; one that would hold nothing is refused.</summary>
public sealed class PauseTests
{
    private static readonly Actor Grace = FixedActor.Someone("grace", "Grace", Role.Operator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_ends_by_time_which_is_audited_once_whoever_sees_it()
    {
        var clock = new ManualTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var world = await LoopWorld.StartAsync(replace: services => services.AddSingleton<TimeProvider>(clock));
        await PauseAsync(world, null, null, clock.GetUtcNow().AddHours(1));
        await PauseAsync(world, "production", null, null);
        Assert.Contains("paused by Grace until 2026-11-23 13:00 UTC", (await world.RunUntilAsync("staging", "blocked")).Detail, StringComparison.Ordinal);
        Assert.Empty(await ResumedAsync(world));

        clock.Advance(TimeSpan.FromHours(1));
        await world.RunUntilAsync("staging", "succeeded");
        await world.RunAsync("testing");
        await world.RunAsync("production");
        Assert.Equal(("kayron", "pause/1", "all environments all services: its time is over"), Assert.Single(await ResumedAsync(world)) is var end ? (end.Account, end.Subject, end.Detail) : default);
        var refused = Assert.IsType<CommandResult.Refused>(await world.Get<IPauseCommands>().ResumeAsync(Grace, 1, null, Cancellation));
        Assert.Equal(("not-open", 409), (refused.Code, refused.Status));
        Assert.Equal("blocked", (await world.RunUntilAsync("production", "blocked")).Outcome);
    }

    [Theory]
    [InlineData("production", "ap", "service: production has no service \"ap\"; there is api, ")]
    [InlineData(null, "ap", "service: no environment has service \"ap\"; there is api, ")]
    public async Task A_pause_of_a_service_that_is_not_there_is_refused(string? environment, string service, string detail)
    {
        await using var world = await LoopWorld.StartAsync();
        Assert.IsType<CommandResult.Done>(await PauseAsync(world, environment, service, null));
        await world.RunAsync("production");
        var refused = Assert.IsType<CommandResult.Refused>(await PauseAsync(world, environment, service, null));
        Assert.Equal((422, "invalid"), (refused.Status, refused.Code));
        Assert.StartsWith(detail, refused.Detail, StringComparison.Ordinal);
        Assert.IsType<CommandResult.Done>(await PauseAsync(world, environment, "api", null));
    }

    private static Task<CommandResult> PauseAsync(LoopWorld world, string? environment, string? service, DateTimeOffset? until) =>
        world.Get<IPauseCommands>().PauseAsync(Grace, new PauseRequest(environment, service, "incident 12", until), Cancellation);

    private static async Task<IReadOnlyList<AuditView>> ResumedAsync(LoopWorld world) =>
        (await world.Get<IAuditQueries>().ListAsync(new AuditFilter(Action: "resume"), new PageRequest(1), Cancellation)).Items;
}
