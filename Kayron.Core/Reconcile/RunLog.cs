using System.Collections.Concurrent;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Logs how runs end. That an environment cannot be looked at is said once, and once that it can again: an outage of an hour is one alert, not one every ten seconds.
/// </summary>
public sealed class RunLog(TimeProvider clock, ILogger<RunLog> logger)
{
    private readonly ConcurrentDictionary<string, (string? Reason, DateTimeOffset Since)> _troubles = new();

    public void Ended(string environment, RunResult result)
    {
        if (result.Degraded) CouldNotGoOn(environment, result);
        else if (_troubles.TryRemove(environment, out var trouble)) logger.Info("reconcile goes on again", ("environment", environment), ("since", trouble.Since));
        if (result.Outcome == "no-drift") logger.Debug("no state drift", ("environment", environment));
    }

    private void CouldNotGoOn(string environment, RunResult result)
    {
        // What passes by itself changes its words from run to run (502, 503, no answer); what a person must mend is said anew when it is something else.
        var reason = result.Outcome == "degraded" ? null : result.Detail;
        var isKnown = _troubles.TryGetValue(environment, out var known) && known.Reason == reason;
        _troubles[environment] = (reason, isKnown || known.Since != default ? known.Since : clock.GetUtcNow());
        if (isKnown) logger.Debug("reconcile could not go on", ("environment", environment), ("reason", result.Detail));
        else logger.Warning("reconcile could not go on", ("environment", environment), ("reason", result.Detail));
    }
}
