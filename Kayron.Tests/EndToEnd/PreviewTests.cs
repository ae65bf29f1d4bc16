using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>Pull requests of a service with <c>preview: true</c>, from open to closed.</summary>
public sealed class PreviewTests
{
    private const string Service = "web", Environment = "testing";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pull_request_with_an_image_is_previewed_followed_and_removed_and_nothing_else_moves()
    {
        var world = await LoopWorld.StartAsync();
        await SettleAsync(world);
        var ready = await FindAsync(world, "dark-mode");
        Assert.Equal(("ready", null, "https://e6d7d676.web.testing.acme.example"), (ready.State, ready.Reason, ready.Endpoint));
        var service = await PreviewServiceAsync(world, ready.Hash);
        Assert.Equal(($"web-testing-{ready.Hash}", ready.Desired), (service!.Name, Kayron.Core.Observation.ImageReference.Parse(service.Completed!.Containers[0].Image).Tag));
        var verified = (await LastDeploymentAsync(world)).Verification.Single(view => view.Preview == ready.Hash);
        Assert.Equal(("web", "verified"), (verified.Release, verified.State));

        var pushed = await world.Sandbox.Actions.PushCommitAsync(Service, "dark-mode", message: "Darker", ct: Cancellation);
        Assert.Equal("no-drift", (await world.RunAsync(Environment)).Outcome);
        var waiting = await FindAsync(world, "dark-mode");
        Assert.Equal(("waiting-for-image", $"image {pushed[..7]} is not pushed yet", ready.Desired), (waiting.State, waiting.Reason, waiting.Running));
        await using var restarted = await ImageIsThereAsync(world, "dark-mode");
        await restarted.RunUntilAsync(Environment, "succeeded");
        await restarted.RunUntilAsync(Environment, "no-drift");
        Assert.Equal(("ready", pushed), ((await FindAsync(restarted, "dark-mode")).State, (await FindAsync(restarted, "dark-mode")).Running));

        await restarted.Sandbox.Actions.ClosePullRequestAsync(Service, ready.PullRequest, Cancellation);
        var planned = await restarted.RunUntilAsync(Environment, "planned");
        Assert.Equal("removing", (await FindAsync(restarted, "dark-mode")).State);
        var change = (await restarted.Get<IChangeQueries>().FindAsync(planned.ChangeId!, Cancellation))!;
        Assert.Empty(change.Releases);
        await restarted.RunUntilAsync(Environment, "succeeded");
        change = (await restarted.Get<IChangeQueries>().FindAsync(planned.ChangeId!, Cancellation))!;
        Assert.Equal(5, change.Resources.Count(resource => resource.Action == "remove"));
        Assert.All(change.Resources, resource => Assert.True(resource.LogicalId.EndsWith(ready.Hash, StringComparison.Ordinal) || resource.Type == "AWS::CloudFormation::Stack", resource.LogicalId));
        Assert.Equal("no-drift", (await restarted.RunUntilAsync(Environment, "no-drift")).Outcome);
        Assert.DoesNotContain((await ListAsync(restarted)), preview => preview.Branch == "dark-mode");
        Assert.Null(await PreviewServiceAsync(restarted, ready.Hash));
    }

    [Fact]
    public async Task A_preview_without_an_image_is_left_out_while_the_rest_deploys()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.OpenPullRequestAsync(Service, "prices-in-euro", ct: Cancellation);
        await SettleAsync(world);
        Assert.Equal(("waiting-for-image", null), ((await FindAsync(world, "prices-in-euro")).State, (await FindAsync(world, "prices-in-euro")).Running));
        Assert.Equal("ready", (await FindAsync(world, "dark-mode")).State);
        Assert.All((await world.Get<IEnvironmentQueries>().FindAsync(Environment, Cancellation))!.Releases, release => Assert.Equal("in-sync", release.State));
    }

    [Fact]
    public async Task Two_pull_requests_of_one_branch_are_one_preview_and_forks_are_none()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.PushCommitAsync(Service, "next", ct: Cancellation);
        var second = await world.Sandbox.Actions.OpenPullRequestAsync(Service, "dark-mode", target: "next", ct: Cancellation);
        await SettleAsync(world);
        var previews = await ListAsync(world);
        var first = Assert.Single(previews, preview => preview is { Branch: "dark-mode", State: "ready" });
        Assert.Equal($"pull request #{first.PullRequest} of the same branch has the preview", Assert.Single(previews, preview => preview.PullRequest == second).Reason);
        var fork = Assert.Single(previews, preview => preview.Branch == "mallory:faster-images");
        Assert.Equal(("left-out", "comes from the fork mallory/web"), (fork.State, fork.Reason));
        Assert.DoesNotContain(previews, preview => preview.Branch.StartsWith("dependabot/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_hundred_and_fifty_pull_requests_all_are_seen_and_the_limit_is_said()
    {
        await using var world = await LoopWorld.StartAsync();
        await SettleAsync(world);
        for (var number = 0; number < 250; number++) await world.Sandbox.Actions.OpenPullRequestAsync(Service, $"branch-{number}", ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync(Service, branch: "branch-249", ct: Cancellation);
        await world.RunUntilAsync(Environment, "succeeded");
        await world.RunUntilAsync(Environment, "no-drift");
        var previews = await world.Get<IPreviewStore>().ReadAsync(Environment, Cancellation);
        Assert.Equal(252, previews.Count);
        Assert.Equal(231, previews.Count(preview => preview is { State: PreviewState.LeftOut, Reason: "web has 20 previews, which is the limit (Previews:Limit)" }));
        Assert.Equal(2, previews.Count(preview => preview.State == PreviewState.Ready));

        // What runs is not pushed out by what is newer.
        Assert.Contains(previews, preview => preview is { Branch: "dark-mode", State: PreviewState.Ready });
        world.Sandbox.Calls.Reset();
        await world.RunAsync(Environment);
        Assert.Equal(0, world.Sandbox.Calls.Counts().Where(call => call.Api == "ecr").Sum(call => call.Count));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_removes_nothing()
    {
        await using var world = await LoopWorld.StartAsync();
        await SettleAsync(world);
        world.Sandbox.Actions.FailGitHub("/web/pulls", 403, calls: 1_000);
        for (var run = 0; run < 3; run++) Assert.Equal("no-drift", (await world.RunAsync(Environment)).Outcome);
        var kept = await FindAsync(world, "dark-mode");
        Assert.Equal("ready", kept.State);
        Assert.Contains("its pull requests cannot be read", kept.Reason, StringComparison.Ordinal);

        // Other drift deploys, and the preview stays in the templates.
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", Environment, "search", "release: \"v0.9.3\"", ct: Cancellation);
        await world.RunUntilAsync(Environment, "succeeded");
        Assert.NotNull(await PreviewServiceAsync(world, kept.Hash));
    }

    [Fact]
    public async Task What_a_branch_and_a_title_hold_never_reaches_a_template()
    {
        await using var world = await LoopWorld.StartAsync();
        const string Branch = "\"><img/src=x/onerror=alert(1)>${AWS-AccountId}", Title = "@everyone [x](javascript:1)\r\n\u001b[31mred";
        await world.Sandbox.Actions.OpenPullRequestAsync(Service, Branch, Title, ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync(Service, branch: Branch, ct: Cancellation);
        await SettleAsync(world);
        var preview = await FindAsync(world, Branch);
        Assert.Equal(("ready", Title), (preview.State, preview.Title));
        var template = (await StackOfAsync(world)).Single(stack => stack.Path == "Web");
        Assert.Contains($"Service{PreviewHash.Of(Branch)}:", template.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("onerror", template.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("everyone", template.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_that_cannot_be_deployed_holds_nothing_else()
    {
        await using var world = await LoopWorld.StartAsync();
        await SettleAsync(world);
        await world.Sandbox.Actions.OpenPullRequestAsync(Service, "crashes", ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync(Service, branch: "crashes", ct: Cancellation);
        world.Sandbox.Actions.FailNextUpdate("server-testing", $"Service{PreviewHash.Of("crashes")}", "tasks stopped, exit code 1");
        await world.RunUntilAsync(Environment, "failed");
        Assert.Equal("no-drift", (await world.RunUntilAsync(Environment, "no-drift", "blocked")).Outcome);
        var failed = await FindAsync(world, "crashes");
        Assert.Equal(("failed", null), (failed.State, failed.Running));
        Assert.Equal("ready", (await FindAsync(world, "dark-mode")).State);

        await world.Sandbox.Actions.PushCommitAsync(Service, "crashes", message: "Mend it", ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync(Service, branch: "crashes", ct: Cancellation);
        await world.RunUntilAsync(Environment, "succeeded");
        await world.RunUntilAsync(Environment, "no-drift");
        Assert.Equal("ready", (await FindAsync(world, "crashes")).State);
    }

    [Fact]
    public async Task Priorities_stay_when_an_earlier_preview_closes()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.OpenPullRequestAsync(Service, "second", ct: Cancellation);
        await world.Sandbox.Actions.PushImageAsync(Service, branch: "second", ct: Cancellation);
        await SettleAsync(world);
        var before = await PrioritiesAsync(world);
        Assert.Equal([201, 202], before.Values.Order());
        await world.Sandbox.Actions.ClosePullRequestAsync(Service, (await FindAsync(world, "dark-mode")).PullRequest, Cancellation);
        await world.RunUntilAsync(Environment, "succeeded");
        await world.RunUntilAsync(Environment, "no-drift");
        Assert.Equal(before["second"], Assert.Single(await PrioritiesAsync(world)).Value);
    }

    private static async Task SettleAsync(LoopWorld world)
    {
        await world.RunUntilAsync(Environment, "succeeded");
        await world.RunUntilAsync(Environment, "no-drift");
    }

    /// <summary>Another process asks anew for an image that was missing.</summary>
    private static async Task<LoopWorld> ImageIsThereAsync(LoopWorld world, string branch)
    {
        await world.Sandbox.Actions.PushImageAsync(Service, branch: branch, ct: Cancellation);
        return await world.RestartAsync();
    }

    private static async Task<IReadOnlyList<PreviewView>> ListAsync(LoopWorld world) => (await world.Get<IPreviewQueries>().ListAsync(Environment, null, new PageRequest(1, 200), Cancellation)).Items;

    private static async Task<PreviewView> FindAsync(LoopWorld world, string branch) => Assert.Single(await ListAsync(world), preview => preview.Branch == branch);

    private static async Task<Dictionary<string, int>> PrioritiesAsync(LoopWorld world) =>
        (await world.Get<IPreviewStore>().ReadAsync(Environment, Cancellation)).Where(preview => preview.Priority is not null).ToDictionary(preview => preview.Branch, preview => preview.Priority!.Value);

    private static async Task<DeploymentView> LastDeploymentAsync(LoopWorld world)
    {
        var last = (await world.Get<IDeploymentQueries>().ListAsync(Environment, null, null, new PageRequest(1, 1), Cancellation)).Items[0];
        return (await world.Get<IDeploymentQueries>().FindAsync(last.Id, Cancellation))!;
    }

    private static async Task<RunningService?> PreviewServiceAsync(LoopWorld world, string hash) =>
        (await world.Get<IRunningServices>().ReadAsync(world.Settings.FindEnvironment(Environment)!, Cancellation)).FirstOrDefault(service => service.Preview == hash);

    private static async Task<IReadOnlyList<StackTemplate>> StackOfAsync(LoopWorld world)
    {
        var (stacks, environment) = (world.Get<IStacks>(), world.Settings.FindEnvironment(Environment)!);
        return await stacks.ReadTemplatesAsync(environment, (await stacks.FindAsync(environment, Cancellation))!, Cancellation);
    }
}
