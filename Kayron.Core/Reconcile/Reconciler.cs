using System.Collections.Concurrent;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Reconcile;

/// <summary>
/// The loop: observe, detect drift, plan, decide, execute. A run looks at the world, moves the environment's open change one step and ends; it never waits
/// for a person or for CloudFormation. So a restart needs no code of its own: the next run looks and goes on.
/// </summary>
public sealed class Reconciler(
    EnvironmentPlanner planner, ChangeSteps changes, DeploymentSteps deployments, ExternalUpdates externalUpdates, ILeases leases, IEnvironmentStore environments,
    IPreviewStore previews, IDeploymentStore deploymentStore, ISoaks soaks, RunJournal journal, ILogger<Reconciler> logger)
{
    private readonly ConcurrentDictionary<string, bool> _running = new();

    /// <param name="maximumAge">How old an answer of GitHub's may be that another environment's run got.</param>
    /// <param name="force">Plans an update also where nothing differs. It passes every gate all the same.</param>
    public async Task<RunResult> RunAsync(EnvironmentSettings environment, TimeSpan maximumAge, CancellationToken cancellationToken, bool force = false)
    {
        // The lease keeps other processes away; this keeps the second of two runs in this one away.
        if (!_running.TryAdd(environment.Name, true)) return RunResult.Elsewhere;
        try
        {
            return await leases.AcquireAsync(environment.Name, cancellationToken) is { } lease
                ? await RunAsync(environment, lease, maximumAge, force, cancellationToken)
                : RunResult.Elsewhere;
        }
        finally
        {
            _running.TryRemove(environment.Name, out _);
        }
    }

    private async Task<RunResult> RunAsync(EnvironmentSettings environment, Lease lease, TimeSpan maximumAge, bool force, CancellationToken cancellationToken)
    {
        var entry = journal.Begin(lease);
        try
        {
            return await entry.EndAsync(await StepAsync(environment, lease, entry, maximumAge, force, cancellationToken), cancellationToken);
        }
        catch (ReconcileException fault)
        {
            return await entry.EndAsync(RunResult.Of(fault), cancellationToken);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or LeaseLostException))
        {
            logger.LogError(failure, "reconcile of {Environment} failed", environment.Name);
            return await entry.EndAsync(new RunResult("error", failure.Message, Degraded: true), cancellationToken);
        }
    }

    private async Task<RunResult> StepAsync(EnvironmentSettings environment, Lease lease, RunJournal.Entry entry, TimeSpan maximumAge, bool force, CancellationToken cancellationToken)
    {
        // A running update is followed to its end, whatever else is new.
        if (await deploymentStore.FindRunningAsync(environment.Name, cancellationToken) is var (deployment, change))
            return await deployments.FollowAsync(environment, lease, deployment, change, cancellationToken);

        var memory = await environments.ReadAsync(environment.Name, cancellationToken);
        if (memory.LapsedClaims.Count > 0) await environments.EndClaimsAsync(lease, memory.LapsedClaims, cancellationToken);
        if (memory.LapsedPauses.Count > 0) await environments.EndPausesAsync(lease, memory.LapsedPauses, cancellationToken);
        var (plan, bundle) = await planner.PlanAsync(environment, memory, maximumAge, cancellationToken);
        entry.Saw(plan);
        // Before anything is made of them: a priority that was given stays.
        if (!plan.Previews.IsAsRemembered) await previews.SaveAsync(lease, plan.Previews.Previews, cancellationToken);
        var over = memory.Quarantines.Where(quarantine => plan.Releases.Any(release => release.Name == quarantine.Release && quarantine.IsOver(release.Observed))).ToList();
        if (over.Count > 0) await environments.EndQuarantinesAsync(lease, over, cancellationToken);

        var (ended, begun) = Soak.Observe(memory.Soaks, [.. plan.Releases.Select(release => (release.Name, release.Current, release.State == ReleaseState.InSync))]);
        if (ended.Count + begun.Count > 0) await soaks.SaveAsync(lease, ended, begun, cancellationToken);

        await externalUpdates.RecordAsync(environment, lease, plan.Observation.Stack, memory, cancellationToken);
        await changes.CleanAsync(environment, lease, cancellationToken);
        if (plan.Drift.Count == 0 && !force) return await changes.SettleAsync(environment, lease, cancellationToken);

        if (plan.Obstacles.Count > 0) return RunResult.Blocked(string.Join("; ", plan.Obstacles));
        return await changes.MoveAsync(environment, lease, plan, bundle, memory, cancellationToken);
    }
}
