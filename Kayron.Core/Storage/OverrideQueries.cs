using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class OverrideQueries(IDbContextFactory<KayronDb> databases) : IOverrideQueries
{
    public async Task<Page<OverrideView>> ListAsync(string? environment, bool? reviewed, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Overrides.AsNoTracking();
        if (environment is not null) rows = rows.Where(passed => passed.Environment == environment);
        if (reviewed is { } wanted) rows = rows.Where(passed => passed.ReviewedAt != null == wanted);
        var items = await rows.OrderByDescending(passed => passed.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<OverrideView>([.. items.Select(View)], await rows.CountAsync(cancellationToken));
    }

    internal static OverrideView View(OverrideRow row) => new(
        row.Id, row.ChangeId, row.Environment, row.Fingerprint, row.Account, row.Name, row.Reason, row.Incident, row.At, row.ReviewedBy, row.ReviewedAt, row.ReviewNote);

    /// <returns>Null where the change was not overridden.</returns>
    internal static async Task<OverrideView?> FindAsync(KayronDb database, string? changeId, CancellationToken cancellationToken) =>
        await database.Overrides.AsNoTracking().FirstOrDefaultAsync(passed => passed.ChangeId == changeId, cancellationToken) is { } row ? View(row) : null;
}
