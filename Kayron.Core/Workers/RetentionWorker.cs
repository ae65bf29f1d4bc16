using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Workers;

/// <summary>Keeps the database from growing for ever. Costs three small reads and one write transaction an hour where nothing is old enough.</summary>
public sealed class RetentionWorker(RetentionSettings settings, IRetentionStore store, TimeProvider clock, ILogger<RetentionWorker> logger) : IWorker
{
    public string Name => "retention";

    public TimeSpan Cooler => TimeSpan.FromHours(1);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var runs = await store.RemoveRunsAsync(now - settings.Runs, cancellationToken);
        var deployments = await store.RemoveDeploymentsAsync(now - settings.Deployments, cancellationToken);
        var gates = await store.RemoveGatesAsync(now - settings.Deployments, cancellationToken);
        var audit = await store.CutAuditAsync(now - settings.Audit, cancellationToken);
        if (runs + deployments + gates + audit > 0) logger.Info("what was old enough is removed", ("runs", runs), ("deployments", deployments), ("gates", gates), ("auditRows", audit));
    }
}
