using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class RunQueries(IDbContextFactory<KayronDb> databases) : IRunQueries
{
    public async Task<Page<RunView>> ListAsync(string? environment, string? outcome, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = database.Runs.AsNoTracking();
        if (environment is not null) runs = runs.Where(run => run.Environment == environment);
        if (outcome is not null) runs = runs.Where(run => run.Outcome == outcome);
        var total = await runs.CountAsync(cancellationToken);
        var rows = await runs.OrderByDescending(run => run.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<RunView>([.. rows.Select(row => row.ToView())], total);
    }
}

internal sealed class PauseQueries(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IPauseQueries
{
    public async Task<Page<PauseView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var pauses = database.Pauses.AsNoTracking().Where(pause => pause.EndedAt == null && (pause.Until == null || pause.Until > now));
        var total = await pauses.CountAsync(cancellationToken);
        var rows = await pauses.OrderByDescending(pause => pause.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<PauseView>([.. rows.Select(row => row.ToView())], total);
    }
}
