using Kayron.Core.Workers;
using Kayron.Tests.Support;
using Kayron.Web.Jobs;

namespace Kayron.Tests.Jobs;

public sealed class WorkerScheduleTests : IDisposable
{
    private static readonly TimeSpan Cooler = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _queued = [];
    private readonly WorkerSchedule _schedule;

    public WorkerScheduleTests()
    {
        _schedule = new WorkerSchedule(_time);
        _schedule.Start([new IdleWorker("a", Cooler)], Enqueue);
    }

    [Fact]
    public void Every_worker_runs_once_at_the_start() => Assert.Equal(["a"], _queued);

    [Fact]
    public void The_next_run_follows_the_end_of_the_last_by_its_cooler()
    {
        Run("succeeded");
        _time.Advance(Cooler - TimeSpan.FromMilliseconds(1));
        Assert.Single(_queued);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "a"], _queued);
    }

    [Fact]
    public void A_failed_run_is_followed_by_the_next_all_the_same()
    {
        Run("failed");
        Assert.Equal("failed", Assert.Single(_schedule.Workers).Outcome);
        _time.Advance(Cooler);
        Assert.Equal(2, _queued.Count);
    }

    [Fact]
    public void A_trigger_between_two_runs_starts_one_at_once_and_the_timer_none_besides()
    {
        Run("succeeded");
        _schedule.Trigger("a");
        Assert.Equal(2, _queued.Count);
        _time.Advance(Cooler * 4);
        Assert.Equal(2, _queued.Count);
    }

    [Fact]
    public void A_trigger_while_it_runs_is_kept_until_it_ends()
    {
        _schedule.Started("a");
        _schedule.Trigger("a");
        _schedule.Trigger("a");
        Assert.Single(_queued);
        _schedule.Ended("a", "succeeded");
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(2, _queued.Count);
        Run("succeeded");
        _time.Advance(Cooler);
        Assert.Equal(3, _queued.Count);
    }

    [Fact]
    public void A_trigger_while_it_waits_for_a_thread_adds_none()
    {
        _schedule.Trigger("a");
        Assert.Single(_queued);
    }

    [Fact]
    public void A_job_from_elsewhere_is_refused_while_it_runs_and_then_made_up_for()
    {
        _schedule.Started("a");
        Assert.False(_schedule.TryQueue("a"));
        _schedule.Ended("a", "succeeded");
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(2, _queued.Count);
    }

    [Fact]
    public void A_job_that_is_deleted_before_it_began_does_not_stop_the_worker()
    {
        _schedule.Ended("a", outcome: null);
        _time.Advance(Cooler);
        Assert.Equal(2, _queued.Count);
    }

    [Fact]
    public void A_second_end_of_one_job_changes_nothing()
    {
        Run("succeeded");
        _schedule.Ended("a", outcome: null);
        _time.Advance(Cooler);
        Assert.Equal(2, _queued.Count);
    }

    [Fact]
    public void After_stopping_nothing_is_started()
    {
        Run("succeeded");
        _schedule.Stop();
        _schedule.Trigger("a");
        _time.Advance(Cooler * 10);
        Assert.Single(_queued);
    }

    [Fact]
    public void It_says_when_each_worker_ran_and_will_run()
    {
        Assert.Equal(new WorkerSummary("a", Cooler, null, null, null), Assert.Single(_schedule.Workers));
        _schedule.Started("a");
        Assert.Equal("running", Assert.Single(_schedule.Workers).Outcome);
        _schedule.Ended("a", "succeeded");
        Assert.Equal(new WorkerSummary("a", Cooler, _time.GetUtcNow(), _time.GetUtcNow() + Cooler, "succeeded"), Assert.Single(_schedule.Workers));
    }

    /// <summary>As Hangfire does: asks first, then makes the job.</summary>
    private void Enqueue(string worker)
    {
        if (_schedule.TryQueue(worker)) _queued.Add(worker);
    }

    public void Dispose() => _schedule.Dispose();

    private void Run(string outcome)
    {
        _schedule.Started("a");
        _schedule.Ended("a", outcome);
    }

    private sealed record IdleWorker(string Name, TimeSpan Cooler) : IWorker
    {
        public Task EnsureAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
