using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class TraceQueries(IDbContextFactory<KayronDb> databases, IEnvironmentQueries environments, KayronSettings settings) : ITraceQueries
{
    /// <summary>Enough to see what there is to go back to.</summary>
    private const int Latest = 10;

    public async Task<TraceView?> FindAsync(string environment, string release, CancellationToken cancellationToken)
    {
        var view = await environments.FindAsync(environment, cancellationToken);
        if (view?.Releases.FirstOrDefault(each => each.Name == release) is not { } shown) return null;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await database.Environments.AsNoTracking().Where(row => row.Name == environment).Select(row => row.Rules).FirstOrDefaultAsync(cancellationToken);
        var verified = await database.Verified.AsNoTracking().Where(row => row.Environment == environment && row.Release == release).OrderByDescending(row => row.At).Take(Latest).ToListAsync(cancellationToken);
        return new TraceView(
            environment, shown, shown.State == "in-sync" ? null : shown.Reason, ReleaseTrace.Of(view, shown, rules?.GetValueOrDefault(release) ?? []),
            view.Change?.Releases.Any(changed => changed.Name == release) == true ? view.Change.Id : null,
            view.LastRun?.EndedAt + settings.FindEnvironment(environment)!.Interval,
            [.. verified.Select(row => new VerifiedView(row.Version, row.Digest, row.DeploymentId, row.At))]);
    }
}
