using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>The main job over the wire: GitHub's and AWS's emulators on one side, people on the other.</summary>
public sealed class JourneyTests
{
    private static readonly Actor Ada = new("sandbox:ada", "ada", "Ada", new Dictionary<string, Role> { [Actor.Everywhere] = Role.Approver }, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("testing")]
    [InlineData("staging")]
    public async Task What_asks_for_nobody_deploys_by_itself_and_then_rests(string environment)
    {
        await using var world = await LoopWorld.StartAsync();
        var deployed = await world.RunUntilAsync(environment, "succeeded");
        Assert.Equal("no-drift", (await world.RunAsync(environment)).Outcome);

        var view = (await world.Get<IEnvironmentQueries>().FindAsync(environment, Cancellation))!;
        Assert.All(view.Releases, release => Assert.True(release.State is "in-sync" or "suspended", $"{release.Name} is {release.State}: {release.Reason}"));
        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync(environment, null, null, default, Cancellation)).Items);
        Assert.Equal(("succeeded", deployed.ChangeId), (deployment.State, deployment.ChangeId));
    }

    [Fact]
    public async Task Production_waits_for_a_person_and_deploys_exactly_what_was_approved()
    {
        await using var world = await LoopWorld.StartAsync();
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        var change = (await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!;
        Assert.NotEmpty(change.Resources);
        Assert.Contains(change.Parameters, parameter => parameter is { Key: "ApiVersion", From: "v1.8.2", To: "v1.9.0" });
        Assert.Equal("awaiting-approval", (await world.RunAsync("production")).Outcome);

        var api = (await world.Get<IEnvironmentQueries>().FindAsync("production", Cancellation))!.Releases.Single(release => release.Name == "api");
        Assert.Equal(("drifted", "needs 1 approval"), (api.State, api.Reason));

        var refused = await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, "another"), Cancellation);
        Assert.Equal("stale-fingerprint", Assert.IsType<CommandResult.Refused>(refused).Code);
        Assert.IsType<CommandResult.Done>(await world.Get<IChangeCommands>().ApproveAsync(Ada, new ApproveRequest(change.Id, change.Fingerprint, "looks fine"), Cancellation));
        Assert.Equal(["reconcile:production"], world.Triggers.Triggered);

        var deployed = await world.RunUntilAsync("production", "succeeded");
        Assert.Equal(change.Id, deployed.ChangeId);
        var deployment = Assert.Single((await world.Get<IDeploymentQueries>().ListAsync("production", null, null, default, Cancellation)).Items);
        var view = (await world.Get<IDeploymentQueries>().FindAsync(deployment.Id, Cancellation))!;
        Assert.Equal("approved by Ada", view.StartedBy);
        Assert.NotEmpty(view.Events);
        Assert.All(view.Verification, release => Assert.Equal("verified", release.State));
        Assert.Equal("no-drift", (await world.RunAsync("production")).Outcome);
    }
}
