using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class RetentionStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IRetentionStore
{
    public async Task<int> RemoveRunsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!await AnyAsync(database => database.Runs.Where(run => run.EndedAt < before), cancellationToken)) return 0;
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var latest = scope.Database.Runs.GroupBy(run => run.Environment).Select(runs => runs.Max(run => run.Id));
        var removed = await scope.Database.Runs.Where(run => run.EndedAt < before && !latest.Contains(run.Id)).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0) await EndAsync(scope, "runs", $"removed {removed} run(s) that ended before {before:u}", cancellationToken);
        return removed;
    }

    public async Task<int> RemoveDeploymentsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!await AnyAsync(database => database.Changes.Where(change => change.EndedAt < before), cancellationToken)
            && !await AnyAsync(database => database.Deployments.Where(deployment => deployment.EndedAt < before), cancellationToken)) return 0;
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var database = scope.Database;
        var all = await database.Deployments.AsNoTracking().ToListAsync(cancellationToken);
        var kept = DeploymentRetention.Kept([.. all.Select(row => row.ToDeployment())]);
        var deployments = all.Where(row => row.EndedAt < before && !kept.Contains(row.Id)).ToList();
        var ids = deployments.Select(row => row.Id).ToList();
        var changes = await FindChangesAsync(database, before, all.Where(row => !ids.Contains(row.Id)).Select(row => row.ChangeId).OfType<string>().ToList(), cancellationToken);
        if (ids.Count + changes.Count == 0) return 0;

        await database.Events.Where(row => ids.Contains(row.DeploymentId)).ExecuteDeleteAsync(cancellationToken);
        await database.Deployments.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await database.Decisions.Where(row => changes.Contains(row.ChangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Approvals.Where(row => changes.Contains(row.ChangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Retries.Where(row => changes.Contains(row.ChangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Changes.Where(row => changes.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await EndAsync(scope, "deployments", $"removed {ids.Count} deployment(s) and {changes.Count} change(s) that ended before {before:u}", cancellationToken);
        return ids.Count + changes.Count;
    }

    public async Task<int> RemoveGatesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var database = scope.Database;
        var removed = await database.Pauses.Where(row => row.EndedAt < before).ExecuteDeleteAsync(cancellationToken)
            + await database.Claims.Where(row => row.EndedAt < before).ExecuteDeleteAsync(cancellationToken)
            + await database.Quarantines.Where(row => row.EndedAt < before).ExecuteDeleteAsync(cancellationToken)
            + await database.Overrides.Where(row => row.ReviewedAt < before).ExecuteDeleteAsync(cancellationToken)
            + await database.ImageDrops.Where(row => row.EndedAt < before).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0) await EndAsync(scope, "gates", $"removed {removed} pause(s), claim(s), quarantine(s), reviewed override(s) and record(s) of deleted images that ended before {before:u}", cancellationToken);
        return removed;
    }

    public async Task<int> CutAuditAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!await AnyAsync(database => database.Audit.Where(row => row.At < before), cancellationToken)) return 0;
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var database = scope.Database;
        var head = await database.AuditHeads.SingleAsync(cancellationToken);
        // Where a clock went back, an old time stands behind a young one: it waits for that one.
        var first = await database.Audit.Where(row => row.At >= before).Select(row => (long?)row.Id).MinAsync(cancellationToken) ?? head.LastId + 1;
        if (first - 1 <= head.CheckpointId) return 0;
        var removed = (int)(first - 1 - head.CheckpointId);
        (head.CheckpointHash, head.CheckpointId) = (await database.Audit.Where(row => row.Id == first - 1).Select(row => row.Hash).FirstAsync(cancellationToken), first - 1);
        await database.SaveChangesAsync(cancellationToken);
        await database.Audit.Where(row => row.Id < first).ExecuteDeleteAsync(cancellationToken);
        await EndAsync(scope, AuditChain.CutSubject, $"removed {removed} row(s) written before {before:u}; {AuditChain.AttestationOf(head)}", cancellationToken);
        return removed;
    }

    /// <summary>Ended changes whose deployment, if there was one, goes too.</summary>
    /// <param name="deployed">Changes of the deployments that stay.</param>
    private static async Task<List<string>> FindChangesAsync(KayronDb database, DateTimeOffset before, List<string> deployed, CancellationToken cancellationToken)
    {
        var ended = await database.Changes.AsNoTracking().Where(change => change.EndedAt != null)
            .Select(change => new { change.Id, change.Environment, change.State, change.Number, change.EndedAt, change.Cleaned }).ToListAsync(cancellationToken);
        var kept = (await database.Baselines.Select(baseline => baseline.ChangeId).ToListAsync(cancellationToken)).Concat(deployed)
            .Concat(ended.Where(change => change.State is ChangeState.Succeeded or ChangeState.Failed or ChangeState.Rejected)
                .GroupBy(change => change.Environment).Select(changes => changes.MaxBy(change => change.Number)!.Id)).ToHashSet();
        // One that is not cleaned has a change set at AWS that is still to be deleted.
        return [.. ended.Where(change => change.EndedAt < before && (change.Cleaned || change.State == ChangeState.Succeeded) && !kept.Contains(change.Id)).Select(change => change.Id)];
    }

    private async Task<bool> AnyAsync<T>(Func<KayronDb, IQueryable<T>> query, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await query(database).AnyAsync(cancellationToken);
    }

    private static Task EndAsync(CommandScope scope, string subject, string detail, CancellationToken cancellationToken) =>
        scope.EndAsync(new CommandResult.Done(), Actor.Kayron, AuditChain.CutAction, subject, detail, cancellationToken);
}
