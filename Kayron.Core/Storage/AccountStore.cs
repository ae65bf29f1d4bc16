using Kayron.Core.Commands;
using Kayron.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class AccountStore(IDbContextFactory<KayronDb> databases, SessionCache cache, TimeProvider clock) : IAccountStore
{
    private const int MaximumBrowser = 200;

    /// <summary>Ended sessions are of no use but to answer who signed in when; the audit keeps that.</summary>
    private static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    public async Task<Account?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await database.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToAccount();
    }

    public async Task<(Session Session, Account Account)?> FindSessionAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = Convert.ToHexStringLower(hash);
        var found = await database.Sessions.AsNoTracking().Where(row => row.Hash == text)
            .Join(database.Accounts.AsNoTracking(), session => session.Account, account => account.Id, (session, account) => new { session, account })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.session.ToSession(), found.account.ToAccount());
    }

    public async Task<bool> SignInAsync(Account account, NewSession session, Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Accounts.FirstOrDefaultAsync(known => known.Id == account.Id, cancellationToken);
        if (row is { DisabledAt: not null })
        {
            await scope.EndAsync(new CommandResult.Refused("disabled", 403, "the account is disabled"), actor, "sign-in", $"account/{account.Id}", null, cancellationToken);
            return false;
        }
        if (row is null) scope.Database.Accounts.Add(row = new AccountRow { Id = account.Id, Login = account.Login, Name = account.Name, CreatedAt = scope.Now });
        row.Update(account);
        row.LastSignIn = scope.Now;
        scope.Database.Sessions.Add(new SessionRow
        {
            Hash = Convert.ToHexStringLower(session.Hash), Account = account.Id, Address = session.Address, Browser = session.Browser[..Math.Min(session.Browser.Length, MaximumBrowser)],
            CreatedAt = scope.Now, LastSeen = scope.Now, Expires = session.Expires,
        });
        var old = scope.Now - KeepEnded;
        await scope.Database.Sessions.Where(ended => ended.Expires < old).ExecuteDeleteAsync(cancellationToken);
        await scope.EndAsync(new CommandResult.Done(), actor, "sign-in", $"account/{account.Id}", actor.RolesInWords, cancellationToken);
        cache.Clear();
        return true;
    }

    public async Task UpdateAsync(Account account, Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        if (await scope.Database.Accounts.FirstOrDefaultAsync(known => known.Id == account.Id, cancellationToken) is not { } row) return;
        var differs = !row.Groups.Order(StringComparer.Ordinal).SequenceEqual(account.Groups.Order(StringComparer.Ordinal));
        row.Update(account);
        if (differs) await scope.EndAsync(new CommandResult.Done(), actor, "roles", $"account/{account.Id}", actor.RolesInWords, cancellationToken);
        else await scope.EndUnauditedAsync(cancellationToken);
        cache.Clear();
    }

    public async Task SeeAsync(long sessionId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await database.Sessions.Where(row => row.Id == sessionId && row.LastSeen < now).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeen, now), cancellationToken);
    }

    public async Task SignOutAsync(long sessionId, Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        if (await scope.Database.Sessions.FirstOrDefaultAsync(row => row.Id == sessionId && row.EndedAt == null, cancellationToken) is not { } row) return;
        (row.EndedAt, row.EndedBy) = (scope.Now, actor.Name);
        await scope.EndAsync(new CommandResult.Done(), actor, "sign-out", $"session/{sessionId}", null, cancellationToken);
        cache.Clear();
    }
}
