using Kayron.Core.Workers;
using Kayron.Tests.Support;

namespace Kayron.Tests.EndToEnd;

/// <summary>What GitHub hears of a preview, from its first deployment until it is gone.</summary>
public sealed class PreviewCommentJourneyTests
{
    private const string Environment = "testing";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_preview_s_pull_request_has_one_comment_beside_those_of_people_and_a_stranger_s_marker_and_its_environment_ends_with_it()
    {
        await using var world = await LoopWorld.StartAsync();
        var web = world.Sandbox.GitHub.Find("acme/web")!;
        var number = web.State.Pulls.Single(pull => pull.HeadBranch == "dark-mode").Number;
        for (var comment = 0; comment < 6; comment++) await world.Sandbox.Actions.CommentAsync("web", number, $"remark {comment}", "grace", Cancellation);
        await world.Sandbox.Actions.CommentAsync("web", number, "<!-- kayron:preview:status -->\nmine", "linus", Cancellation);

        await world.RunUntilAsync(Environment, "succeeded");
        for (var loop = 0; loop < 100; loop++)
        {
            if (loop % 20 == 0) await world.RunAsync(Environment);
            await world.Get<OutboxWorker>().EnsureAsync(Cancellation);
        }

        var ours = Assert.Single(web.State.Comments, comment => comment.Number == number && comment.Author == "kayron-bot");
        Assert.Matches(@"^<!-- kayron:preview:status -->\n\n\| Status \| Commit \| Endpoint \|\n\| --- \| --- \| --- \|\n\| Ready \| `[0-9a-f]{7}` \| \[e6d7d676\.web\.testing\.acme\.example\]\(https://e6d7d676\.web\.testing\.acme\.example/\) \|\n$", ours.Body);
        Assert.Equal("<!-- kayron:preview:status -->\nmine", Assert.Single(web.State.Comments, comment => comment.Author == "linus").Body);
        var deployment = Assert.Single(web.State.Deployments, each => each.Environment == "testing-web-e6d7d676");
        Assert.Equal((true, false, "success"), (deployment.Transient, deployment.Production, deployment.State));

        await world.Sandbox.Actions.ClosePullRequestAsync("web", number, Cancellation);
        await world.RunUntilAsync(Environment, "succeeded");
        await world.RunUntilAsync(Environment, "no-drift");
        for (var run = 0; run < 5; run++) await world.Get<OutboxWorker>().EnsureAsync(Cancellation);

        Assert.Equal("inactive", Assert.Single(web.State.Deployments, each => each.Environment == "testing-web-e6d7d676").State);
        Assert.Contains("| Removed |", Assert.Single(web.State.Comments, comment => comment.Author == "kayron-bot").Body, StringComparison.Ordinal);
    }
}
