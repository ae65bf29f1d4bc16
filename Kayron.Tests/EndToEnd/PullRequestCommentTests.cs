using Kayron.Core.Outbox;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Storage;
using Kayron.Core.Workers;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>One comment of ours on a pull request, whatever else is written there.</summary>
public sealed class PullRequestCommentTests
{
    private const string Marker = "<!-- kayron:test:status -->";
    private static readonly RepositoryName Web = new("acme", "web");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_comments_of_people_and_a_hundred_loops_later_there_is_exactly_one_of_ours()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        for (var comment = 0; comment < 6; comment++) await world.Sandbox.Actions.CommentAsync("web", number, $"remark {comment}", "grace", Cancellation);

        for (var loop = 0; loop < 100; loop++) await TellAsync(world, number, $"{Marker}\nstate {loop / 34}");

        Assert.Equal(6, CommentsOf(world, number).Count(comment => comment.Author == "grace"));
        Assert.Equal($"{Marker}\nstate 2", Assert.Single(CommentsOf(world, number), comment => comment.Author == "kayron-bot").Body);
        var writes = world.Sandbox.Calls.Counts().Where(call => call.Operation.StartsWith("POST", StringComparison.Ordinal) || call.Operation.StartsWith("PATCH", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, writes.Sum(call => call.Count));
    }

    [Fact]
    public async Task A_stranger_s_marker_is_left_alone()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        await world.Sandbox.Actions.CommentAsync("web", number, $"{Marker}\nmine", "linus", Cancellation);

        await TellAsync(world, number, $"{Marker}\nours");
        await TellAsync(world, number, $"{Marker}\nours, newer");

        Assert.Equal([("linus", $"{Marker}\nmine"), ("kayron-bot", $"{Marker}\nours, newer")], CommentsOf(world, number).Select(comment => (comment.Author, comment.Body)));
    }

    [Fact]
    public async Task Ours_is_found_again_behind_a_hundred_and_fifty_others_when_the_data_directory_is_gone()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        for (var comment = 0; comment < 150; comment++) await world.Sandbox.Actions.CommentAsync("web", number, $"> {Marker}\nquoted {comment}", comment % 2 == 0 ? "grace" : null, Cancellation);
        await TellAsync(world, number, $"{Marker}\nbefore");
        await ForgetAsync(world);

        await TellAsync(world, number, $"{Marker}\nafter");

        Assert.Equal([$"{Marker}\nafter"], CommentsOf(world, number).Select(comment => comment.Body).Where(body => body.StartsWith(Marker, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_comment_that_somebody_deleted_is_written_once_more()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        await TellAsync(world, number, $"{Marker}\none");
        world.Sandbox.GitHub.Find("acme/web")!.State.Comments.Clear();

        await TellAsync(world, number, $"{Marker}\ntwo");
        await TellAsync(world, number, $"{Marker}\nthree");

        Assert.Equal([$"{Marker}\nthree"], CommentsOf(world, number).Select(comment => comment.Body));
    }

    [Fact]
    public async Task While_the_comments_API_fails_the_deployment_proceeds_and_the_failure_is_shown()
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        world.Sandbox.GitHub.Faults.Inject(new InjectedAnswer(null, "/issues/", 500, null, "Server Error"), calls: 10_000);
        await TellAsync(world, number, $"{Marker}\none");

        await world.RunUntilAsync("staging", "succeeded");
        await TellAsync(world, number, $"{Marker}\none");

        await using var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        var row = Assert.Single(await database.Outbox.ToListAsync(Cancellation));
        Assert.Equal((OutboxState.Pending, "GitHub failed to answer about acme/web: status 500"), (row.State, row.Problem));
        Assert.Equal("succeeded", (await world.Get<IDeploymentQueries>().ListAsync("staging", null, null, default, Cancellation)).Items[0].State);
    }

    [Theory]
    [InlineData(403, "Unable to create comment because issue is locked.")]
    [InlineData(422, "Validation Failed")]
    public async Task A_comment_that_GitHub_refuses_is_shown_with_its_words_and_not_tried_again(int status, string words)
    {
        await using var world = await LoopWorld.StartAsync();
        var number = NumberOf(world);
        world.Sandbox.GitHub.Faults.Inject(new InjectedAnswer("POST", "/issues/", status, null, words), calls: 10_000);
        for (var run = 0; run < 5; run++) await TellAsync(world, number, $"{Marker}\none");

        await using var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        Assert.Contains(words, Assert.Single(await database.Outbox.ToListAsync(Cancellation)).Problem, StringComparison.Ordinal);
        Assert.Equal(1, world.Sandbox.Calls.Counts().Where(call => call.Operation.StartsWith("POST", StringComparison.Ordinal)).Sum(call => call.Count));
    }

    [Fact]
    public async Task A_comment_whose_answer_was_lost_is_found_and_not_written_twice()
    {
        await using var world = await LoopWorld.StartAsync(replace: services =>
        {
            var registered = services.Last(service => service.ServiceType == typeof(IPullRequestComments));
            services.AddSingleton<IPullRequestComments>(provider => new LostAnswers((IPullRequestComments)registered.ImplementationFactory!(provider)));
        });
        var number = NumberOf(world);
        await TellAsync(world, number, $"{Marker}\none");
        await TellAsync(world, number, $"{Marker}\ntwo");

        Assert.Equal([$"{Marker}\ntwo"], CommentsOf(world, number).Select(comment => comment.Body));
    }

    private static int NumberOf(LoopWorld world) => world.Sandbox.GitHub.Find("acme/web")!.State.Pulls[0].Number;

    private static List<Comment> CommentsOf(LoopWorld world, int number) => [.. world.Sandbox.GitHub.Find("acme/web")!.State.Comments.Where(comment => comment.Number == number)];

    private static async Task TellAsync(LoopWorld world, int number, string text)
    {
        await using (var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation))
        {
            await OutboxWriter.PutAsync(database, [new CommentNews(Web, number, Marker, text).ToMessage("test", null, null)], TimeProvider.System.GetUtcNow(), Cancellation);
            await database.SaveChangesAsync(Cancellation);
        }
        await world.Get<OutboxWorker>().EnsureAsync(Cancellation);
    }

    private static async Task ForgetAsync(LoopWorld world)
    {
        await using var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Cancellation);
        await database.Comments.ExecuteDeleteAsync(Cancellation);
    }

    /// <summary>GitHub does what it is asked, and its first answer gets lost.</summary>
    private sealed class LostAnswers(IPullRequestComments inner) : IPullRequestComments
    {
        private bool _lost;

        public async Task<long> PostAsync(RepositoryName repository, int pullRequest, string text, CancellationToken cancellationToken)
        {
            var id = await inner.PostAsync(repository, pullRequest, text, cancellationToken);
            if (_lost) return id;
            _lost = true;
            throw new Core.Reconcile.TransientException("no answer within 15 s");
        }

        public Task<bool> EditAsync(RepositoryName repository, long id, string text, CancellationToken cancellationToken) => inner.EditAsync(repository, id, text, cancellationToken);

        public Task<long?> FindOwnAsync(RepositoryName repository, int pullRequest, string marker, CancellationToken cancellationToken) => inner.FindOwnAsync(repository, pullRequest, marker, cancellationToken);
    }
}
