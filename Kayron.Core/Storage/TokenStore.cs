using Kayron.Core.Commands;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class TokenStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : ITokenStore
{
    public async Task<StoredToken?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = Convert.ToHexStringLower(hash);
        var row = await database.Tokens.AsNoTracking().FirstOrDefaultAsync(token => token.Hash == text, cancellationToken);
        return row is null ? null : new StoredToken(row.Id, row.Name, row.Account, row.Role, row.Environments, row.Expires);
    }

    public async Task<bool> EnsureAdministratorAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = Convert.ToHexStringLower(hash);
        if (await database.Tokens.AnyAsync(token => token.Hash == text, cancellationToken)) return false;
        database.Tokens.Add(new TokenRow { Name = "administrator", Hash = text, Account = "administrator", Role = Role.Administrator, CreatedAt = clock.GetUtcNow() });
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Tokens.AnyAsync(token => token.Role == Role.Administrator, cancellationToken);
    }
}
