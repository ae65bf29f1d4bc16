using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Tests.Support;

namespace Kayron.Tests.Previews;

public sealed class PreviewStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Previews_are_kept_until_they_are_no_longer_named()
    {
        await using var world = await LoopWorld.StartAsync("empty");
        var (store, queries) = (world.Get<IPreviewStore>(), world.Get<IPreviewQueries>());
        var lease = (await world.Get<ILeases>().AcquireAsync("testing", Cancellation))!;
        var (first, second) = (Preview(3) with { Priority = 201, Failed = new string('b', 40), Running = new string('c', 40) }, Preview(4));

        await store.SaveAsync(lease, [first, second], Cancellation);
        Assert.Equal([first, second], await store.ReadAsync("testing", Cancellation));
        Assert.Empty(await store.ReadAsync("staging", Cancellation));

        await store.SaveAsync(lease, [second with { State = PreviewState.Ready, Reason = null }], Cancellation);
        var view = Assert.Single((await queries.ListAsync("testing", "ready", default, Cancellation)).Items);
        Assert.Equal((4, "ready", $"{world.Settings.GitHub.Website}acme/web/pull/4"), (view.PullRequest, view.State, view.PullRequestUrl));
        Assert.Equal(0, (await queries.ListAsync("testing", "updating", default, Cancellation)).Total);
    }

    [Fact]
    public void States_are_spelled_one_way() => Assert.All(Enum.GetValues<PreviewState>(), state => Assert.Equal(state, PreviewStates.Parse(PreviewStates.Name(state))));

    [Fact]
    public void A_hash_is_the_beginning_of_the_branchs_digest() => Assert.Equal("E6D7D676", PreviewHash.Of("dark-mode"));

    private static Preview Preview(int number) =>
        new("testing", "web", new RepositoryName("acme", "web"), number, "A dark theme", $"branch-{number}", PreviewHash.Of($"branch-{number}"), new string('a', 40), null, null, PreviewState.Updating, "is planned");
}
