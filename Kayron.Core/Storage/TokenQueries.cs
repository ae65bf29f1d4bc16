using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class TokenQueries(IDbContextFactory<KayronDb> databases) : ITokenQueries
{
    public async Task<Page<TokenView>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = database.Tokens.AsNoTracking();
        if (!actor.Is(Role.Administrator, environment: null)) tokens = tokens.Where(token => token.Creator == actor.Account);
        var total = await tokens.CountAsync(cancellationToken);
        var rows = await tokens.OrderByDescending(token => token.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<TokenView>([.. rows.Select(row => row.ToView())], total);
    }
}
