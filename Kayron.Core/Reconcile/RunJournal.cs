using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;

namespace Kayron.Core.Reconcile;

/// <summary>Writes down every run, however it ended: the row in the history, what pages show, metrics, the log, and the word to open pages.</summary>
public sealed class RunJournal(IEnvironmentStore environments, LiveFeed feed, KayronMetrics metrics, RunLog log, TimeProvider clock)
{
    public Entry Begin(Lease lease) => new(this, lease, clock.GetUtcNow());

    public sealed class Entry(RunJournal journal, Lease lease, DateTimeOffset startedAt)
    {
        private EnvironmentPlan? _plan;

        public void Saw(EnvironmentPlan plan) => _plan = plan;

        public async Task<RunResult> EndAsync(RunResult result, CancellationToken cancellationToken)
        {
            await journal.EndAsync(lease, startedAt, _plan, result, cancellationToken);
            return result;
        }
    }

    private async Task EndAsync(Lease lease, DateTimeOffset startedAt, EnvironmentPlan? plan, RunResult result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await environments.SaveLookAsync(lease, plan is null ? null : Snapshot(plan), result.Degraded ? result.Detail : null, new RunRecord(result.Outcome, result.Detail, result.ChangeId, startedAt, now), cancellationToken);
        metrics.Reconciled(lease.Environment, result.Outcome, now - startedAt);
        if (plan is not null)
            foreach (var release in plan.Releases) metrics.Drift(lease.Environment, release.Name, release.Moves);
        log.Ended(lease.Environment, result);
        feed.Publish(lease.Environment);
    }

    private static EnvironmentSnapshot Snapshot(EnvironmentPlan plan) => new(
        plan.Observation.Source, plan.Observation.Stack.Status, plan.Observation.Stack.LastUpdated, plan.StackMarker,
        [.. plan.Releases.Select(release => ReleasePresentation.View(release, plan.Obstacles))],
        plan.Releases.ToDictionary(release => release.Name, ReleasePresentation.Rules));
}
