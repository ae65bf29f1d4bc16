using Kayron.Core.Queries;
using Kayron.Core.Telemetry;

namespace Kayron.Web.Monitoring;

/// <summary>Gauges of what is stored now, read when somebody asks: open changes, how long the oldest waits, how long an environment is paused.</summary>
internal sealed class StateGauges(IEnvironmentQueries environments, KayronMetrics metrics, TimeProvider clock, ILogger<StateGauges> logger)
{
    private static readonly string[] OpenStates = ["planned", "blocked", "awaiting-approval", "ready", "executing"];

    /// <summary>A database that does not answer must not take the other metrics with it.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var environment in await environments.ListAsync(cancellationToken)) Set(environment, clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.Warning("gauges could not be refreshed", ("error", failure.Message));
        }
    }

    private void Set(EnvironmentView environment, DateTimeOffset now)
    {
        foreach (var state in OpenStates) metrics.Changes(environment.Name, state, environment.Change?.State == state ? 1 : 0);
        metrics.OldestPending(environment.Name, environment.Change is { State: not "executing" } change ? now - change.CreatedAt : TimeSpan.Zero);
        metrics.Paused(environment.Name, environment.Pauses.Count == 0 ? TimeSpan.Zero : now - environment.Pauses.Min(pause => pause.Since));
    }
}
