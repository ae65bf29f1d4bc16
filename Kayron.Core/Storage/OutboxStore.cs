using Kayron.Core.Outbox;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class OutboxStore(IDbContextFactory<KayronDb> databases) : IOutboxStore
{
    public async Task<IReadOnlyList<OutboxItem>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Outbox.AsNoTracking().Where(row => row.State == OutboxState.Pending && row.DueAt <= now)
            .OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToItem())];
    }

    public async Task SentAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await Find(database, item).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task PutOffAsync(OutboxItem item, DateTimeOffset due, string problem, int tries, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await Find(database, item).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, due).SetProperty(row => row.Problem, problem).SetProperty(row => row.Tries, tries), cancellationToken);
    }

    public async Task GiveUpAsync(OutboxItem item, string problem, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await Find(database, item).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, OutboxState.Failed).SetProperty(row => row.Problem, problem).SetProperty(row => row.FailedAt, at).SetProperty(row => row.Tries, item.Tries + 1), cancellationToken);
    }

    public async Task<IReadOnlyList<OutboxCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await database.Outbox.GroupBy(row => row.Kind)
            .Select(kind => new { Kind = kind.Key, Pending = kind.Count(row => row.State == OutboxState.Pending), Failed = kind.Count(row => row.State == OutboxState.Failed) }).ToListAsync(cancellationToken);
        return [.. counts.Select(count => new OutboxCount(count.Kind, count.Pending, count.Failed))];
    }

    public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Outbox.Where(row => row.State == OutboxState.Failed && row.FailedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<OutboxRow> Find(KayronDb database, OutboxItem item) => database.Outbox.Where(row => row.Id == item.Id && row.Revision == item.Revision);
}
