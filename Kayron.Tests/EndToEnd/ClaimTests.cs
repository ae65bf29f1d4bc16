using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>A branch of one service, deployed instead of what its definition asks for, until the claim ends.</summary>
public sealed class ClaimTests
{
    private const string Branch = "feature/faster";
    private static readonly Actor Grace = new("sandbox:grace", "grace", "Grace", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Operator }, "test");
    private static readonly Actor Vera = new("sandbox:vera", "vera", "Vera", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Viewer }, "test");
    private static readonly Actor Root = new("sandbox:root", "root", "Root", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Administrator }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claimed_service_follows_its_branch_and_goes_back_when_a_person_ends_the_claim()
    {
        await using var world = await StartedAsync();
        var before = await ReleaseAsync(world, "api");
        var first = await world.Sandbox.Actions.PushCommitAsync("api", Branch, ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync("api", branch: Branch, ct: Cancellation);

        var claim = Assert.IsType<CommandResult.Done>(await ClaimAsync(world, Grace, "testing", "api", Branch));
        Assert.Contains("reconcile:testing", world.Triggers.Triggered);
        await world.RunUntilAsync("testing", "succeeded");
        await world.RunUntilAsync("testing", "no-drift");
        var claimed = await ReleaseAsync(world, "api");
        Assert.Equal(("claimed", first, first, before.Deploy), (claimed.State, claimed.Current, claimed.Desired, claimed.Deploy));
        Assert.Matches("^claimed by Grace until [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC: branch feature/faster$", claimed.Reason);

        var second = await world.Sandbox.Actions.PushCommitAsync("api", Branch, ct: Cancellation);
        await world.RunUntilAsync("testing", "no-drift");
        var waiting = await ReleaseAsync(world, "api");
        Assert.Equal(("waiting-for-image", first), (waiting.State, waiting.Current));
        Assert.StartsWith($"image {second} is not pushed yet; claimed by Grace", waiting.Reason);
        await world.Sandbox.Actions.PushImageAsync("api", branch: Branch, ct: Cancellation);
        await world.RunUntilAsync("testing", "succeeded");

        Assert.IsType<CommandResult.Done>(await world.Get<IClaimCommands>().EndAsync(Root, long.Parse(claim.Id!), Cancellation));
        await world.RunUntilAsync("testing", "succeeded");
        await world.RunUntilAsync("testing", "no-drift");
        Assert.Equal(("in-sync", before.Current), (await ReleaseAsync(world, "api") is var after ? after.State : "", after.Current));
        Assert.Empty((await world.Get<IClaimQueries>().ListAsync(null, new PageRequest(1), Cancellation)).Items);
    }

    [Fact]
    public async Task A_claim_overrides_also_a_suspended_definition()
    {
        await using var world = await StartedAsync();
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "testing", "api", "suspend: true", null, Cancellation);
        var head = await world.Sandbox.Actions.PushCommitAsync("api", Branch, ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync("api", branch: Branch, ct: Cancellation);
        await ClaimAsync(world, Grace, "testing", "api", Branch);
        await world.RunUntilAsync("testing", "succeeded");
        await world.RunUntilAsync("testing", "no-drift");
        Assert.Equal(("claimed", head, "suspend"), (await ReleaseAsync(world, "api") is var claimed ? claimed.State : "", claimed.Current, claimed.Deploy));
    }

    [Fact]
    public async Task A_branch_that_is_not_there_leaves_the_service_as_it_runs_and_says_so()
    {
        await using var world = await StartedAsync();
        var before = await ReleaseAsync(world, "api");
        Assert.IsType<CommandResult.Done>(await ClaimAsync(world, Grace, "testing", "api", "not-there"));
        Assert.Equal("no-drift", (await world.RunAsync("testing")).Outcome);
        var release = await ReleaseAsync(world, "api");
        Assert.Equal(("unresolved", before.Current), (release.State, release.Current));
        Assert.StartsWith("acme/api has no branch not-there; claimed by Grace", release.Reason);
    }

    [Fact]
    public async Task A_claim_ends_by_time_which_is_written_down_once()
    {
        var clock = new ManualTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var world = await StartedAsync(clock);
        Assert.IsType<CommandResult.Done>(await ClaimAsync(world, Grace, "testing", "api", "not-there", clock.GetUtcNow().AddHours(1)));
        await world.RunAsync("testing");
        clock.Advance(TimeSpan.FromHours(2));
        await world.RunAsync("testing");
        await world.RunAsync("testing");
        Assert.Equal("in-sync", (await ReleaseAsync(world, "api")).State);
        var ends = (await world.Get<IAuditQueries>().ListAsync(new AuditFilter(Action: "claim-end"), new PageRequest(1), Cancellation)).Items;
        Assert.Equal(("kayron", "claim testing api", "branch not-there: its time is over"), Assert.Single(ends) is var end ? (end.Account, end.Subject, end.Detail) : default);
        var refused = Assert.IsType<CommandResult.Refused>(await world.Get<IClaimCommands>().EndAsync(Grace, 1, Cancellation));
        Assert.Equal(("not-open", "claim 1 has ended already"), (refused.Code, refused.Detail));
    }

    [Theory]
    [InlineData("staging", "api", "main", 403, "tier", "only environments for development and testing can be claimed")]
    [InlineData("production", "api", "main", 403, "tier", "production is of the tier production")]
    [InlineData("nowhere", "api", "main", 400, "invalid", "environment: must be one of testing, staging, production")]
    [InlineData("testing", "nothing", "main", 422, "invalid", "service: testing has no service \"nothing\"; it has ")]
    [InlineData("testing", "infrastructure", "main", 422, "invalid", "service: testing has no service \"infrastructure\"")]
    [InlineData("testing", "api", "a..b", 400, "invalid", "branch: \"a..b\" must not hold '..'")]
    [InlineData("testing", "api", "\u001b[2Jx", 400, "invalid", "branch: \"\\u001b[2Jx\" must hold no space")]
    public async Task What_cannot_be_claimed_is_refused_whoever_asks(string environment, string service, string branch, int status, string code, string detail)
    {
        await using var world = await LookedAtAsync();
        var refused = Assert.IsType<CommandResult.Refused>(await ClaimAsync(world, Root, environment, service, branch));
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Contains(detail, refused.Detail);
    }

    [Fact]
    public async Task One_service_has_one_claim_and_the_second_is_told_who_holds_it()
    {
        await using var world = await LookedAtAsync();
        Assert.Equal("role", Assert.IsType<CommandResult.Refused>(await ClaimAsync(world, Vera, "testing", "api", "main")).Code);
        Assert.IsType<CommandResult.Done>(await ClaimAsync(world, Grace, "testing", "api", "main"));
        var refused = Assert.IsType<CommandResult.Refused>(await ClaimAsync(world, Root, "testing", "api", "other"));
        Assert.Equal((409, "claimed"), (refused.Status, refused.Code));
        Assert.Matches("^api is claimed by Grace until .* UTC: branch main \\(claim 1\\)", refused.Detail);
        var late = Assert.IsType<CommandResult.Refused>(await ClaimAsync(world, Grace, "testing", "web", "main", TimeProvider.System.GetUtcNow().AddDays(8)));
        Assert.Equal("until: at most 7d from now", late.Detail);
        Assert.Equal("role", Assert.IsType<CommandResult.Refused>(await world.Get<IClaimCommands>().EndAsync(Vera, 1, Cancellation)).Code);
    }

    private static async Task<LoopWorld> StartedAsync(ManualTime? clock = null)
    {
        var world = await LoopWorld.StartAsync(replace: services => { if (clock is not null) services.AddSingleton<TimeProvider>(clock); });
        await world.RunUntilAsync("testing", "succeeded");
        await world.RunUntilAsync("testing", "no-drift");
        return world;
    }

    private static async Task<LoopWorld> LookedAtAsync()
    {
        var world = await LoopWorld.StartAsync();
        await world.RunAsync("testing");
        return world;
    }

    private static Task<CommandResult> ClaimAsync(LoopWorld world, Actor actor, string environment, string service, string branch, DateTimeOffset? until = null) =>
        world.Get<IClaimCommands>().ClaimAsync(actor, new ClaimRequest(environment, service, branch, until), Cancellation);

    private static async Task<ReleaseView> ReleaseAsync(LoopWorld world, string name) =>
        (await world.Get<IEnvironmentQueries>().FindAsync("testing", Cancellation))!.Releases.Single(release => release.Name == name);
}
