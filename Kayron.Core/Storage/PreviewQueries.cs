using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PreviewQueries(IDbContextFactory<KayronDb> databases, GitHubSettings gitHub) : IPreviewQueries
{
    public async Task<Page<PreviewView>> ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var previews = database.Previews.AsNoTracking();
        if (environment is not null) previews = previews.Where(preview => preview.Environment == environment);
        if (state is not null && PreviewStates.Parse(state) is { } wanted) previews = previews.Where(preview => preview.State == wanted);
        var total = await previews.CountAsync(cancellationToken);
        var rows = await previews.OrderByDescending(preview => preview.UpdatedAt).ThenByDescending(preview => preview.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        var waiting = await FindWaitingAsync(database, [.. rows.Select(row => row.Environment).Distinct()], cancellationToken);
        return new Page<PreviewView>([.. rows.Select(row => row.ToView(gitHub.Website, waiting.GetValueOrDefault(row.Environment)))], total);
    }

    /// <summary>A preview that is to be deployed waits for what the environment's open change waits for.</summary>
    private static async Task<Dictionary<string, string>> FindWaitingAsync(KayronDb database, List<string> environments, CancellationToken cancellationToken)
    {
        var open = await database.Changes.AsNoTracking().Where(change => environments.Contains(change.Environment) && (change.State == ChangeState.Executing || ChangeStore.Open.Contains(change.State)))
            .Select(change => new { change.Environment, change.State, change.Waiting }).ToListAsync(cancellationToken);
        return open.GroupBy(change => change.Environment).ToDictionary(changes => changes.Key, changes => changes.First().State == ChangeState.Executing ? "is being deployed" : changes.First().Waiting);
    }
}
