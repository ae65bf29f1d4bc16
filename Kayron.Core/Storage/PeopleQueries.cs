using Kayron.Core.People;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PeopleQueries(IDbContextFactory<KayronDb> databases, AccountRoles roles, SessionLimits limits, TimeProvider clock) : IPeopleQueries
{
    public async Task<Page<PersonView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var total = await database.Accounts.CountAsync(cancellationToken);
        var rows = await database.Accounts.AsNoTracking().OrderByDescending(row => row.LastSignIn).ThenBy(row => row.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<PersonView>(await DescribeAsync(database, rows, cancellationToken), total);
    }

    public async Task<PersonView?> FindAsync(string account, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Accounts.AsNoTracking().FirstOrDefaultAsync(known => known.Id == account, cancellationToken);
        return row is null ? null : (await DescribeAsync(database, [row], cancellationToken))[0];
    }

    public async Task<Page<SessionView>> ListSessionsAsync(string? account, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var open = Open(database);
        if (account is not null) open = open.Where(row => row.Account == account);
        var total = await open.CountAsync(cancellationToken);
        var rows = await open.OrderByDescending(row => row.LastSeen).ThenByDescending(row => row.Id).Skip(page.Offset).Take(page.Limit)
            .Join(database.Accounts, session => session.Account, person => person.Id, (session, person) => new { session, person.Name }).ToListAsync(cancellationToken);
        return new Page<SessionView>([.. rows.OrderByDescending(row => row.session.LastSeen).ThenByDescending(row => row.session.Id).Select(row => Describe(row.session, row.Name))], total);
    }

    private async Task<IReadOnlyList<PersonView>> DescribeAsync(KayronDb database, IReadOnlyList<AccountRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var sessions = await Open(database).Where(row => ids.Contains(row.Account)).GroupBy(row => row.Account)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return [.. rows.Select(row => new PersonView(
            row.Id, Account.ProviderOf(row.Id), row.Login, row.Name, row.Email, row.Groups, roles.Of(row.ToAccount()), row.LastSignIn, row.CheckedAt, sessions.GetValueOrDefault(row.Id), row.DisabledAt, row.DisabledBy))];
    }

    private IQueryable<SessionRow> Open(KayronDb database)
    {
        var now = clock.GetUtcNow();
        var used = now - limits.Idle;
        return database.Sessions.AsNoTracking().Where(row => row.EndedAt == null && row.Expires > now && row.LastSeen > used);
    }

    private static SessionView Describe(SessionRow row, string name) => new(row.Id, row.Account, name, row.CreatedAt, row.LastSeen, row.Expires, row.Address, row.Browser);
}
