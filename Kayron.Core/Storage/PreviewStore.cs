using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PreviewStore(IDbContextFactory<KayronDb> databases, GitHubSettings gitHub, TimeProvider clock) : IPreviewStore
{
    public async Task<IReadOnlyList<Preview>> ReadAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Previews.AsNoTracking().Where(row => row.Environment == environment).OrderBy(row => row.Service).ThenBy(row => row.PullRequest).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToPreview())];
    }

    public async Task SaveAsync(Lease lease, IReadOnlyList<Preview> previews, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var stored = await database.Previews.Where(row => row.Environment == lease.Environment).ToDictionaryAsync(row => (row.Service, row.PullRequest), cancellationToken);
        var now = clock.GetUtcNow();
        var before = stored.Values.Select(row => row.ToPreview()).ToList();
        foreach (var preview in previews)
        {
            if (!stored.Remove((preview.Service, preview.PullRequest), out var row)) database.Previews.Add(PreviewRow.Of(preview, now));
            else if (row.ToPreview() != preview) row.Update(preview, now);
        }
        database.Previews.RemoveRange(stored.Values);
        await database.SaveChangesAsync(cancellationToken);
        await PreviewMessages.PutAsync(database, gitHub, before, previews, now, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task FailAsync(Lease lease, IReadOnlyList<ChangedPreview> failed, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        foreach (var preview in failed)
            await database.Previews.Where(row => row.Environment == lease.Environment && row.Service == preview.Service && row.Hash == preview.Hash)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failed, preview.To), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
