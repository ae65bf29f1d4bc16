using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class EnvironmentQueries(IDbContextFactory<KayronDb> databases, KayronSettings settings, TimeProvider clock) : IEnvironmentQueries
{
    public async Task<IReadOnlyList<EnvironmentView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var views = new List<EnvironmentView>(settings.Environments.Count);
        foreach (var environment in settings.Environments) views.Add(await ViewAsync(database, environment, cancellationToken));
        return views;
    }

    public async Task<EnvironmentView?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (settings.FindEnvironment(name) is not { } environment) return null;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ViewAsync(database, environment, cancellationToken);
    }

    private async Task<EnvironmentView> ViewAsync(KayronDb database, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var row = await database.Environments.AsNoTracking().FirstOrDefaultAsync(row => row.Name == environment.Name, cancellationToken);
        var open = await database.Changes.AsNoTracking()
            .Where(change => change.Environment == environment.Name && (change.State == ChangeState.Executing || ChangeStore.Open.Contains(change.State)))
            .OrderByDescending(change => change.CreatedAt).Take(1).ToListAsync(cancellationToken);
        var decisions = open.Count == 0 ? [] : await database.Decisions.AsNoTracking().Where(decision => decision.ChangeId == open[0].Id).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var pauses = await database.Pauses.AsNoTracking()
            .Where(pause => pause.EndedAt == null && (pause.Environment == null || pause.Environment == environment.Name) && (pause.Until == null || pause.Until > now)).OrderBy(pause => pause.Id).ToListAsync(cancellationToken);
        var run = await database.Runs.AsNoTracking().Where(run => run.Environment == environment.Name).OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken);
        var change = open.Count == 0 ? null : (await ChangeQueries.SummariseAsync(database, settings, open, cancellationToken))[0];
        return new EnvironmentView(
            environment.Name, environment.Tier.ToString().ToLowerInvariant(), row?.Source, new StackView(environment.Stack, row?.StackStatus, row?.StackLastUpdated), [.. (row?.Releases ?? []).Select(release => ReleaseTrace.Explain(release, change, run?.ToView()))],
            change, [.. decisions.Select(decision => decision.ToView())], [.. pauses.Select(pause => pause.ToView())],
            run?.ToView(), row?.Problem)
        {
            SeenAt = row?.Problem is null ? null : await FindLastLookAsync(database, environment.Name, cancellationToken),
        };
    }

    private static async Task<DateTimeOffset?> FindLastLookAsync(KayronDb database, string environment, CancellationToken cancellationToken) =>
        (await database.Runs.AsNoTracking().Where(run => run.Environment == environment && run.Outcome != "degraded" && run.Outcome != "error").OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken))?.EndedAt;
}
