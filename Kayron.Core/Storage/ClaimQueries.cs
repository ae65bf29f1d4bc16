using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ClaimQueries(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IClaimQueries
{
    public async Task<Page<ClaimView>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var claims = database.Claims.AsNoTracking().Where(claim => claim.EndedAt == null && claim.Until > now);
        if (environment is not null) claims = claims.Where(claim => claim.Environment == environment);
        var total = await claims.CountAsync(cancellationToken);
        var rows = await claims.OrderByDescending(claim => claim.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<ClaimView>([.. rows.Select(row => row.ToView())], total);
    }
}
