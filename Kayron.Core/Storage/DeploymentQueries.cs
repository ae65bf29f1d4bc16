using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class DeploymentQueries(IDbContextFactory<KayronDb> databases) : IDeploymentQueries
{
    /// <summary>Deployments that an estimate is made from.</summary>
    private const int Sample = 5;

    public async Task<Page<DeploymentSummary>> ListAsync(string? environment, string? state, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var deployments = database.Deployments.AsNoTracking();
        if (environment is not null) deployments = deployments.Where(deployment => deployment.Environment == environment);
        if (search is not null) deployments = deployments.Where(deployment => deployment.Contents.Contains(search));
        if (state is not null)
        {
            if (!Enum.TryParse<DeploymentState>(state, ignoreCase: true, out var wanted)) return new Page<DeploymentSummary>([], 0);
            deployments = deployments.Where(deployment => deployment.State == wanted);
        }
        var total = await deployments.CountAsync(cancellationToken);
        var rows = await deployments.OrderByDescending(deployment => deployment.StartedAt).ThenByDescending(deployment => deployment.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        var summaries = new List<DeploymentSummary>(rows.Count);
        foreach (var row in rows) summaries.Add(await SummariseAsync(database, row, cancellationToken));
        return new Page<DeploymentSummary>(summaries, total);
    }

    public async Task<DeploymentView?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Deployments.AsNoTracking().FirstOrDefaultAsync(deployment => deployment.Id == id, cancellationToken);
        if (row is null) return null;
        var events = await ReadEventsAsync(database, id, cancellationToken);
        var decisions = await database.Decisions.AsNoTracking().Where(decision => decision.ChangeId == row.ChangeId).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var approvals = await database.Approvals.AsNoTracking().Where(approval => approval.ChangeId == row.ChangeId).OrderBy(approval => approval.Id).ToListAsync(cancellationToken);
        var change = await database.Changes.AsNoTracking().FirstOrDefaultAsync(change => change.Id == row.ChangeId, cancellationToken);
        return new DeploymentView(
            row.Id, row.Environment, Name(row.State), row.ChangeId, row.Source, row.Stack, row.Releases, row.StartedAt, row.EndedAt, row.StartedBy, row.Outcome,
            await ProgressAsync(database, row, events, cancellationToken), DeploymentProgress.Tree(row.Stack, events), events, row.State == DeploymentState.Succeeded ? null : DeploymentProgress.RootCause(events),
            row.Verification, [.. decisions.Select(decision => decision.ToView())], [.. approvals.Select(approval => approval.ToView())])
        {
            Previews = row.Previews, Rollback = ChangeQueries.View(change?.Plan.Rollback), Retryable = change is not null && await RetryCommands.FindFailedAsync(database, change, cancellationToken) is not null,
            Override = await OverrideQueries.FindAsync(database, row.ChangeId, cancellationToken),
        };
    }

    private static async Task<DeploymentSummary> SummariseAsync(KayronDb database, DeploymentRow row, CancellationToken cancellationToken)
    {
        // Only what still runs needs its events for a bar.
        var progress = row.EndedAt is null
            ? await ProgressAsync(database, row, await ReadEventsAsync(database, row.Id, cancellationToken), cancellationToken)
            : new ProgressView(row.Resources, row.Resources, null);
        return new DeploymentSummary(row.Id, row.Environment, Name(row.State), row.ChangeId, row.Releases, row.StartedAt, row.EndedAt, row.StartedBy, row.Outcome, progress) { Previews = row.Previews };
    }

    private static async Task<ProgressView> ProgressAsync(KayronDb database, DeploymentRow row, IReadOnlyList<EventView> events, CancellationToken cancellationToken)
    {
        var done = DeploymentProgress.Done(events);
        var total = Math.Max(row.Resources, done);
        if (row.EndedAt is not null) return new ProgressView(done, total, null);
        var past = await database.Deployments.AsNoTracking().Where(deployment => deployment.Environment == row.Environment && deployment.State == DeploymentState.Succeeded)
            .OrderByDescending(deployment => deployment.StartedAt).Take(Sample).Select(deployment => new { deployment.StartedAt, deployment.EndedAt }).ToListAsync(cancellationToken);
        var typical = past.Select(deployment => deployment.EndedAt!.Value - deployment.StartedAt).Order().ElementAtOrDefault(past.Count / 2);
        return new ProgressView(done, total, past.Count == 0 ? null : row.StartedAt + typical);
    }

    private static async Task<IReadOnlyList<EventView>> ReadEventsAsync(KayronDb database, long id, CancellationToken cancellationToken) =>
        await database.Events.AsNoTracking().Where(@event => @event.DeploymentId == id).OrderBy(@event => @event.Time).ThenBy(@event => @event.Id)
            .Select(@event => new EventView(@event.EventId, @event.Time, @event.Stack, @event.LogicalId, @event.Type, @event.Status, @event.Reason)).ToListAsync(cancellationToken);

    private static string Name(DeploymentState state) => state.ToString().ToLowerInvariant();
}
