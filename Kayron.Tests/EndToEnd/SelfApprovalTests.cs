using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>Nobody waves their own work through.</summary>
public sealed class SelfApprovalTests
{
    private static readonly Dictionary<string, Role> Approver = new() { [Actor.Everywhere] = Role.Approver };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grace", "wrote a commit in api")]
    [InlineData("linus", "wrote a commit in api")]
    [InlineData("margaret", "wrote a commit in releases")]
    public async Task The_author_of_a_change_cannot_approve_it_and_somebody_else_can(string login, string contribution)
    {
        await using var world = await LoopWorld.StartAsync();
        var change = await WaitingAsync(world);
        var refused = Assert.IsType<CommandResult.Refused>(await ApproveAsync(world, change, login));
        Assert.Equal(("self-approval", 403, $"you {contribution}: somebody else has to approve"), (refused.Code, refused.Status, refused.Detail));
        Assert.Equal("awaiting-approval", (await world.RunAsync("production")).Outcome);

        Assert.Equal(1, change.Required);
        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, change, "ada"));
        Assert.Equal(change.Id, (await world.RunUntilAsync("production", "succeeded")).ChangeId);
    }

    [Fact]
    public async Task Who_asked_for_it_since_it_was_applied_last_is_its_author_too_and_a_rollback_is_the_work_of_whose_commits_go()
    {
        await using var world = await LoopWorld.StartAsync();
        await ApproveAsync(world, await WaitingAsync(world), "ada");
        await world.RunUntilAsync("production", "succeeded");

        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.8.2\"", author: "ada", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "billing", "suspend: true", author: "ada", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);
        var change = await WaitingAsync(world);
        Assert.Equal("downgrade", change.Releases.Single(release => release.Name == "api").Class);
        Assert.Contains(change.Contributors, person => person is { Login: "ada", What: "wrote a commit in releases" });
        Assert.Contains(change.Contributors, person => person is { Login: "linus", What: "wrote a commit in api" });
        Assert.Equal("self-approval", Assert.IsType<CommandResult.Refused>(await ApproveAsync(world, change, "ada")).Code);
    }

    [Fact]
    public async Task A_co_author_is_an_author_and_one_who_cannot_be_mapped_asks_for_one_approval_more()
    {
        await using var world = await LoopWorld.StartAsync();
        var commit = await world.Sandbox.Actions.PushCommitAsync(
            "api", "main", message: "Pair on it\n\nCo-authored-by: Ada <ada@users.noreply.github.test>\nCo-Authored-By: Jane Doe <jane@example.org>", author: "grace", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("api", "v1.9.1", ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync("api", "v1.9.1", ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "release: \"v1.9.1\"", author: "grace", ct: Cancellation);
        await world.Sandbox.Actions.PublishReleaseAsync("releases", "v2099.1.1", ct: Cancellation);

        var change = await WaitingAsync(world);
        Assert.Equal(40, commit.Length);
        Assert.Contains(change.Contributors, person => person.Login == "ada");
        Assert.Equal("Jane Doe wrote a commit in api and cannot be told from an approver", Assert.Single(change.UnknownContributors));
        Assert.Equal(2, change.Required);
    }

    [Fact]
    public async Task Where_it_is_not_prevented_authors_approve()
    {
        await using var world = await LoopWorld.StartAsync(alter: environment => environment with { Policies = environment.Policies with { Approval = environment.Policies.Approval with { PreventSelf = false } } });
        var change = await WaitingAsync(world);
        Assert.Empty(change.Contributors);
        Assert.IsType<CommandResult.Done>(await ApproveAsync(world, change, "grace"));
        await world.RunUntilAsync("production", "succeeded");
    }

    private static async Task<ChangeView> WaitingAsync(LoopWorld world)
    {
        var waiting = await world.RunUntilAsync("production", "awaiting-approval");
        return (await world.Get<IChangeQueries>().FindAsync(waiting.ChangeId!, Cancellation))!;
    }

    private static Task<CommandResult> ApproveAsync(LoopWorld world, ChangeView change, string login) =>
        world.Get<IChangeCommands>().ApproveAsync(new Actor($"sandbox:{login}", login, login, Approver, "test"), new ApproveRequest(change.Id, change.Fingerprint), Cancellation);
}
