using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class AuditQueries(IDbContextFactory<KayronDb> databases) : IAuditQueries
{
    public async Task<Page<AuditView>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Audit.AsNoTracking();
        if (filter.Actor is { } actor) rows = rows.Where(row => row.Account.Contains(actor));
        if (filter.Action is { } action) rows = rows.Where(row => row.Action == action);
        if (filter.Subject is { } subject) rows = rows.Where(row => row.Subject.Contains(subject));
        if (filter.From is { } from) rows = rows.Where(row => row.At >= from);
        if (filter.To is { } to) rows = rows.Where(row => row.At < to);
        var total = await rows.CountAsync(cancellationToken);
        var found = await rows.OrderByDescending(row => row.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<AuditView>([.. found.Select(row => new AuditView(row.Id, row.At, row.Account, row.Action, row.Subject, row.Detail, row.Origin, row.Hash))], total);
    }

    public async Task<IReadOnlyList<string>> ListActionsAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Audit.Select(row => row.Action).Distinct().OrderBy(action => action).ToListAsync(cancellationToken);
    }

    public async Task<AuditVerification> VerifyAsync(string? head, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await AuditVerifier.VerifyAsync(database, head, cancellationToken);
    }
}
