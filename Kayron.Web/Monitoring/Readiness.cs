using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Telemetry;
using Kayron.Web.Jobs;

namespace Kayron.Web.Monitoring;

/// <summary>Whether this process does its work, check by check.</summary>
internal sealed class Readiness(IEnvironmentQueries environments, KayronSettings settings, WorkerLiveness workers, TimeProvider clock, ILogger<Readiness> logger)
{
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A run takes its time too: with an interval of 250 ms three of them would be less than one slow answer of AWS.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(10);

    /// <returns>One line for each check that fails: its name, then why. Empty: ready.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        if (!workers.IsAlive) failures.Add("workers: the job server does not run");
        if (await ReadAsync(cancellationToken) is not { } views) failures.Add("database: it does not answer");
        else failures.AddRange(settings.Environments.Select(environment => CheckReconcile(environment, views)).OfType<string>());
        return failures;
    }

    private async Task<IReadOnlyList<EnvironmentView>?> ReadAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(DatabaseTimeout);
        try
        {
            return await environments.ListAsync(timeout.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.Warning("the database does not answer", ("error", failure.Message));
            return null;
        }
    }

    private string? CheckReconcile(EnvironmentSettings environment, IReadOnlyList<EnvironmentView> views)
    {
        var oldest = environment.Interval * 3 > LeastAge ? environment.Interval * 3 : LeastAge;
        var last = views.FirstOrDefault(view => view.Name == environment.Name)?.LastRun;
        if (last is not null && clock.GetUtcNow() - last.EndedAt <= oldest) return null;
        return $"reconcile:{environment.Name}: none ended within {DurationText.Format(oldest)}";
    }
}
