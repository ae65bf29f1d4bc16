using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;

namespace Kayron.Web.Jobs;

/// <summary>Runs the workers as Hangfire's recurring jobs. None has a time of its own: the schedule triggers them.</summary>
internal sealed class JobServer(IReadOnlyList<IWorker> workers, WorkerSchedule schedule, JobStorage storage, IServiceScopeFactory scopes, WorkerLiveness liveness, ILogger<JobServer> logger)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>Each thread costs memory, also while it waits.</summary>
    private const int MostThreads = 64;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private BackgroundJobServer? _server;

    /// <summary>After the web server: where its address is taken, nothing must have been done yet.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var filters = new JobFilterCollection { new ScheduleFilter(schedule) };
        var providers = new JobFilterProviderCollection(filters, new JobFilterAttributeFilterProvider());
        var recurring = new RecurringJobManager(storage, providers);
        foreach (var worker in workers) recurring.AddOrUpdate(worker.Name, Job.FromExpression<WorkerJob>(job => job.RunAsync(worker.Name, CancellationToken.None)), Cron.Never());
        _server = new BackgroundJobServer(Options(providers), storage);
        liveness.Watch(() => storage.GetMonitoringApi().Servers().Count > 0);
        logger.Info("worker is executing tasks", ("handlers", workers.Count));
        schedule.Start(workers, name => recurring.TriggerJob(name));
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        schedule.Stop();
        if (_server is null) return;
        _server.SendStop();
        try
        {
            await _server.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The next start goes on from what is stored; leaving late would be worse than leaving a run unfinished.
            logger.Warning("a worker did not stop in time");
        }
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>A thread for each worker and two to spare: one that hangs keeps no other from running.</summary>
    private BackgroundJobServerOptions Options(IJobFilterProvider filters) => new()
    {
        ServerName = "kayron",
        WorkerCount = Math.Min(workers.Count + 2, MostThreads),
        FilterProvider = filters,
        Activator = new AspNetCoreJobActivator(scopes),
        SchedulePollingInterval = TimeSpan.FromSeconds(1),
        StopTimeout = TimeSpan.Zero,
        ShutdownTimeout = StopTimeout,
    };
}
