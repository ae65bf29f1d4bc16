using Kayron.Core.Reconcile;
using Kayron.Tests.Support;
using Kayron.Web.Components.Shared;

namespace Kayron.Tests.Components;

public sealed class LiveUpdatesTests
{
    private readonly ManualTime _time = new(DashboardWorld.Now);
    private readonly LiveFeed _feed = new();
    private int _readings;

    [Fact]
    public void A_burst_of_events_is_one_reading_a_window()
    {
        using var updates = Open();
        for (var index = 0; index < 100; index++) _feed.Publish("production");
        Assert.Equal(0, _readings);
        _time.Advance(LiveUpdates.Window);
        Assert.Equal(1, _readings);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _readings);
    }

    [Fact]
    public void An_event_after_a_reading_opens_the_next_window()
    {
        using var updates = Open();
        _feed.Publish("production");
        _time.Advance(LiveUpdates.Window);
        _feed.Publish("production");
        _time.Advance(LiveUpdates.Window);
        Assert.Equal(2, _readings);
    }

    [Fact]
    public void Another_environment_is_no_concern()
    {
        using var updates = Open();
        _feed.Publish("testing");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _readings);
    }

    [Fact]
    public void A_page_that_is_left_reads_no_more()
    {
        Open().Dispose();
        _feed.Publish("production");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _readings);
    }

    private LiveUpdates Open() => new(_feed, _time, environment => environment == "production", () =>
    {
        _readings++;
        return Task.CompletedTask;
    });
}
