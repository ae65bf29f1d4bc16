using Kayron.Core.Workers;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What a pull request to the releases repository would change, as one comment on it.</summary>
public sealed class PlanCommentTests
{
    private static readonly string[] Reading = ["Describe", "Get", "List", "BatchGet"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pull_request_hears_what_each_environment_would_do_without_one_mutating_call()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await world.Get<OutboxWorker>().EnsureAsync(Cancellation);
        var number = await ProposeAsync(world, "bump-search", "search", "release: \"v0.9.9\"");
        await world.Sandbox.Actions.PushImageAsync("search", "v0.9.9", ct: Cancellation);
        world.Sandbox.Calls.Reset();

        await PredictAsync(world);

        var comment = Assert.Single(CommentsOf(world, number));
        Assert.Equal("kayron-bot", comment.Author);
        Assert.StartsWith("<!-- kayron:plan:production,staging,testing -->\n", comment.Body, StringComparison.Ordinal);
        Assert.Contains("**[staging](https://kayron.example.com/environments/staging)**, once merged: would be deployed without asking.", comment.Body, StringComparison.Ordinal);
        Assert.Matches(@"\| `search` \| `v0\.9\.\d` \| `v0\.9\.9` \|", comment.Body);
        Assert.Contains("**[production](https://kayron.example.com/environments/production)**, with the next release: would wait for approval.", comment.Body, StringComparison.Ordinal);
        Assert.Contains("- Approval: 0 of 1 approvals", comment.Body, StringComparison.Ordinal);
        Assert.Contains("known once there is a change set", comment.Body, StringComparison.Ordinal);
        Assert.All(world.Sandbox.Calls.Counts().Where(call => call.Api != "github"), call => Assert.Contains(Reading, verb => call.Operation.StartsWith(verb, StringComparison.Ordinal)));
        Assert.Equal(["POST /repos/{owner}/{repo}/issues/{number}/comments"], Writes(world));
    }

    [Fact]
    public async Task While_nothing_moves_it_costs_conditional_requests_alone()
    {
        await using var world = await LoopWorld.StartAsync();
        await ProposeAsync(world, "bump-search", "search", "release: \"v0.9.9\"");
        await PredictAsync(world);
        world.Sandbox.Calls.Reset();

        for (var run = 0; run < 50; run++) await PredictAsync(world);

        Assert.All(world.Sandbox.Calls.Counts(), call => Assert.Equal(("github", 304), (call.Api, call.Status)));
    }

    [Fact]
    public async Task Another_head_edits_the_comment_in_place()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = await ProposeAsync(world, "bump-search", "search", "release: \"v0.9.9\"");
        await PredictAsync(world);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "bump-search", "search", "release: \"v0.9.8\"", ct: Cancellation);

        await PredictAsync(world);

        var body = Assert.Single(CommentsOf(world, number)).Body;
        Assert.Contains("image v0.9.8 is not pushed yet", body, StringComparison.Ordinal);
        Assert.DoesNotContain("v0.9.9", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_definitions_are_named_by_file_and_line()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.PushCommitAsync("releases", "broken", new Dictionary<string, string?> { ["service/service.yaml"] = "- docker: \"api\"\n  github: \"api\"\n  deploy:\n    release: \"@everyone <img src=x>\"\n" }, ct: Cancellation);
        var number = await world.Sandbox.Actions.OpenPullRequestAsync("releases", "broken", ct: Cancellation);

        await PredictAsync(world);

        var body = Assert.Single(CommentsOf(world, number)).Body;
        Assert.Contains("This cannot be deployed", body, StringComparison.Ordinal);
        Assert.Matches(@"- `service/service\.yaml:4:\d+` `.*@everyone <img src=x>.*` \(KAY\d+\)", body);
    }

    [Fact]
    public async Task Only_environments_that_read_its_base_are_told()
    {
        await using var world = await LoopWorld.StartAsync();
        await world.Sandbox.Actions.PushCommitAsync("releases", "for-testing", ct: Cancellation);
        var number = await world.Sandbox.Actions.OpenPullRequestAsync("releases", "for-testing", target: "testing", ct: Cancellation);
        var elsewhere = await world.Sandbox.Actions.OpenPullRequestAsync("releases", "onto-another", target: "for-testing", ct: Cancellation);

        await PredictAsync(world);

        var body = Assert.Single(CommentsOf(world, number)).Body;
        Assert.Contains("environments/testing", body, StringComparison.Ordinal);
        Assert.DoesNotContain("environments/staging", body, StringComparison.Ordinal);
        Assert.Empty(CommentsOf(world, elsewhere));
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_is_read_as_data_and_what_it_names_stays_inert()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = await world.Sandbox.Actions.OpenPullRequestAsync("releases", "theirs", "@everyone [x](javascript:1)", "mallory", fork: true, ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("mallory/releases", "theirs", "search", "branch: \"@acme/everyone\"", ct: Cancellation);

        await PredictAsync(world);

        var body = Assert.Single(CommentsOf(world, number)).Body;
        Assert.Contains("`acme/search has no branch @acme/everyone`", body, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", body, StringComparison.Ordinal);
    }

    private static async Task<int> ProposeAsync(LoopWorld world, string branch, string release, string strategy)
    {
        await world.Sandbox.Actions.PushCommitAsync("releases", branch, ct: Cancellation);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", branch, release, strategy, ct: Cancellation);
        return await world.Sandbox.Actions.OpenPullRequestAsync("releases", branch, ct: Cancellation);
    }

    private static async Task PredictAsync(LoopWorld world)
    {
        await world.Get<IReadOnlyList<IWorker>>().Single(worker => worker.Name == "pull-requests").EnsureAsync(Cancellation);
        await world.Get<OutboxWorker>().EnsureAsync(Cancellation);
    }

    private static List<Comment> CommentsOf(LoopWorld world, int number) => [.. world.Sandbox.GitHub.Find("acme/releases")!.State.Comments.Where(comment => comment.Number == number)];

    private static IEnumerable<string> Writes(LoopWorld world) =>
        world.Sandbox.Calls.Counts().Where(call => call.Api == "github" && !call.Operation.StartsWith("GET", StringComparison.Ordinal)).Select(call => call.Operation);
}
