using Hangfire.Client;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Kayron.Web.Jobs;

/// <summary>Ties Hangfire's jobs to the schedule: skips one whose worker is busy, whoever asked for it, and has the next run follow the end of each.</summary>
internal sealed class ScheduleFilter(WorkerSchedule schedule) : IClientFilter, IApplyStateFilter
{
    /// <summary>Failed jobs never expire by themselves; a worker that fails every ten seconds would fill the memory.</summary>
    private static readonly TimeSpan KeepFailed = TimeSpan.FromMinutes(30);

    public void OnCreating(CreatingContext context)
    {
        if (WorkerOf(context.Job) is { } worker && !schedule.TryQueue(worker)) context.Canceled = true;
    }

    public void OnCreated(CreatedContext context)
    {
        if (WorkerOf(context.Job) is { } worker && context.Exception is not null) schedule.Ended(worker, outcome: null);
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (WorkerOf(context.BackgroundJob.Job) is not { } worker) return;
        if (context.NewState is FailedState) transaction.ExpireJob(context.BackgroundJob.Id, KeepFailed);
        if (context.NewState.IsFinal || context.NewState is FailedState) schedule.Ended(worker, Outcome(context.NewState));
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction) { }

    private static string? Outcome(IState state) => state switch
    {
        SucceededState => "succeeded",
        FailedState => "failed",
        _ => null,
    };

    private static string? WorkerOf(Job job) => job.Type == typeof(WorkerJob) ? (string)job.Args[0] : null;
}
