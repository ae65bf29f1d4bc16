using Hangfire;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;

namespace Kayron.Web.Jobs;

/// <summary>The job that Hangfire runs: one run of one worker, named by its argument. Retrying is the schedule's business: the next run is the retry.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WorkerJob(IReadOnlyList<IWorker> workers, WorkerSchedule schedule, KayronMetrics metrics, IHostApplicationLifetime lifetime, ILogger<WorkerJob> logger)
{
    /// <param name="stopping">Hangfire's own token waits for its server; the process's is cancelled first.</param>
    [JobDisplayName("{0}")]
    public async Task RunAsync(string name, CancellationToken stopping)
    {
        schedule.Started(name);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, lifetime.ApplicationStopping);
        var began = TimeProvider.System.GetTimestamp();
        var success = false;
        try
        {
            await workers.Single(worker => worker.Name == name).EnsureAsync(either.Token);
            success = true;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            logger.Error(failure, "worker failed", ("handler", name));
            throw;
        }
        finally
        {
            metrics.WorkerRan(name, success, TimeProvider.System.GetElapsedTime(began));
        }
    }
}
