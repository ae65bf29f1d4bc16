using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class DeploymentStore(IDbContextFactory<KayronDb> databases, KayronSettings settings, TimeProvider clock) : IDeploymentStore
{
    public async Task<(Deployment Deployment, Change Change)?> FindRunningAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Deployments.AsNoTracking().FirstOrDefaultAsync(deployment => deployment.Environment == environment && deployment.ChangeId != null
            && (deployment.State == DeploymentState.Executing || deployment.State == DeploymentState.Verifying), cancellationToken);
        if (row is null) return null;
        var change = await database.Changes.AsNoTracking().FirstAsync(change => change.Id == row.ChangeId, cancellationToken);
        return (row.ToDeployment(), change.ToChange());
    }

    public async Task<Deployment?> BeginAsync(Lease lease, EnvironmentSettings environment, StackState stack, Change change, Deployment deployment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var stored = await database.Changes.FirstAsync(row => row.Id == change.Id, cancellationToken);
        if (stored.State != ChangeState.Ready || stored.Fingerprint != change.Fingerprint) return null;
        if (StartGate.FindObstacle(await ChangeFactsReader.ReadAsync(database, environment, stored.ToChange(), stack, clock.GetUtcNow(), cancellationToken)) is not null) return null;

        stored.Update(ChangeLifecycle.Apply(stored.ToChange(), new ChangeCommand.Execute(), clock.GetUtcNow()));
        var row = deployment.ToRow();
        database.Deployments.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        await TellAsync(database, row.ToDeployment(), cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.ToDeployment();
    }

    public async Task<int> SaveAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var added = await SaveAsync(database, deployment, events, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public async Task EndAsync(Lease lease, Deployment deployment, Change change, Baseline? baseline, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        await SaveAsync(database, deployment, [], cancellationToken);
        var row = await database.Changes.FirstAsync(row => row.Id == change.Id, cancellationToken);
        row.Update(change);
        row.Cleaned = change.State == ChangeState.Succeeded;
        if (change.State == ChangeState.Succeeded) VerifiedVersions.Add(database, deployment);
        if (baseline is not null) await EnvironmentStore.SaveBaselineAsync(database, change.Environment, baseline, cancellationToken);
        await Soaks.EndDeploymentAsync(database, deployment, change, clock.GetUtcNow(), cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task AddExternalAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var row = deployment.ToRow();
        database.Deployments.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        database.Events.AddRange(events.DistinctBy(@event => @event.Id).Select(@event => ToRow(row.Id, @event)));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<int> SaveAsync(KayronDb database, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken)
    {
        var row = await database.Deployments.FirstAsync(row => row.Id == deployment.Id, cancellationToken);
        // What has ended stays so.
        if (row.EndedAt is null)
        {
            var before = DeploymentNews.StateOf(row.ToDeployment());
            row.Update(deployment);
            if (DeploymentNews.StateOf(row.ToDeployment()) != before) await TellAsync(database, row.ToDeployment(), cancellationToken);
        }
        if (events.Count == 0) return 0;
        var known = (await database.Events.Where(row => row.DeploymentId == deployment.Id).Select(row => row.EventId).ToListAsync(cancellationToken)).ToHashSet();
        var added = events.Where(@event => known.Add(@event.Id)).Select(@event => ToRow(deployment.Id, @event)).ToList();
        database.Events.AddRange(added);
        return added.Count;
    }

    private async Task TellAsync(KayronDb database, Deployment deployment, CancellationToken cancellationToken)
    {
        if (settings.GitHub.Deployments && settings.FindEnvironment(deployment.Environment) is { } environment)
            await OutboxWriter.PutAsync(database, DeploymentNews.Of(environment, deployment), clock.GetUtcNow(), cancellationToken);
    }

    private static EventRow ToRow(long deploymentId, StackEvent @event) => new()
    {
        DeploymentId = deploymentId, EventId = @event.Id, Time = @event.Time, Stack = @event.Stack, LogicalId = @event.LogicalId, Type = @event.Type, Status = @event.Status, Reason = @event.Reason,
    };
}
