using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class QuarantineQueries(IDbContextFactory<KayronDb> databases) : IQuarantineQueries
{
    public async Task<Page<QuarantineView>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Quarantines.AsNoTracking().Where(quarantine => quarantine.EndedAt == null);
        if (environment is not null) rows = rows.Where(quarantine => quarantine.Environment == environment);
        var items = await rows.OrderByDescending(quarantine => quarantine.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<QuarantineView>([.. items.Select(row => row.ToView())], await rows.CountAsync(cancellationToken));
    }
}
