using Kayron.Core.Commands;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class TokenStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : ITokenStore
{
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    public async Task<StoredToken?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = Convert.ToHexStringLower(hash);
        var row = await database.Tokens.AsNoTracking().FirstOrDefaultAsync(token => token.Hash == text, cancellationToken);
        return row is null
            ? null
            : new StoredToken(row.Id, row.Name, row.Account, row.Role, row.Environments, row.Expires, row.Creator, row.CreatorName, row.ProviderId, row.Delegated, row.LastUsedAt);
    }

    public async Task NoteUseAsync(StoredToken token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (token.LastUsedAt is { } noted && now - noted < UseNoted) return;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Tokens.Where(row => row.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancellationToken);
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
