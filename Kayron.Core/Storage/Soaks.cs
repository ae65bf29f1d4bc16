using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class Soaks(IDbContextFactory<KayronDb> databases, TimeProvider clock) : ISoaks
{
    public async Task<EnvironmentProgress> ReadAsync(string? environment, IReadOnlyCollection<string> releases, CancellationToken cancellationToken)
    {
        if (environment is null) return EnvironmentProgress.None;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(database, environment, releases, cancellationToken);
    }

    internal static async Task<EnvironmentProgress> ReadAsync(KayronDb database, string? environment, IReadOnlyCollection<string> releases, CancellationToken cancellationToken)
    {
        if (environment is null) return EnvironmentProgress.None;
        var executing = await database.Deployments.AnyAsync(deployment => deployment.Environment == environment && deployment.ChangeId != null
            && (deployment.State == DeploymentState.Executing || deployment.State == DeploymentState.Verifying), cancellationToken);
        var rows = await database.Soaks.AsNoTracking().Where(row => row.Environment == environment && releases.Contains(row.Release)).ToListAsync(cancellationToken);
        return new EnvironmentProgress(executing, [.. rows.Select(row => row.ToSoak())]);
    }

    public async Task SaveAsync(Lease lease, IReadOnlyList<Soak> over, IReadOnlyList<(string Release, string Version)> begun, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var rows = await database.Soaks.Where(row => row.Environment == lease.Environment).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var row in rows.Where(row => row.Since is not null && over.Any(soak => soak.Release == row.Release && soak.Version == row.Version))) row.End(now);
        foreach (var (release, version) in begun)
        {
            if (rows.Find(row => row.Release == release && row.Version == version) is { } known) known.Since ??= known.IsVoid ? null : now;
            else database.Soaks.Add(new SoakRow { Environment = lease.Environment, Release = release, Version = version, Since = now });
        }
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What a deployment's end means: success begins, other versions end, failure voids. A digest that is deployed again has no break.</summary>
    internal static async Task EndDeploymentAsync(KayronDb database, Deployment deployment, Change change, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var names = change.Plan.Releases.Select(release => release.Name).ToList();
        var rows = await database.Soaks.Where(row => row.Environment == change.Environment && names.Contains(row.Release)).ToListAsync(cancellationToken);
        foreach (var release in change.Plan.Releases)
        {
            var digest = change.Plan.Images.FirstOrDefault(image => image.Release == release.Name && image.Preview is null)?.Digest;
            var own = rows.Find(row => row.Release == release.Name && row.Digest == digest && (digest is not null || row.Version == release.To))
                // What ran before Kayron looked is noted by its version alone.
                ?? rows.Find(row => row.Release == release.Name && row.Digest is null && row.Version == release.To);
            if (own is null) database.Soaks.Add(own = new SoakRow { Environment = change.Environment, Release = release.Name, Version = release.To, Digest = digest });
            (own.Version, own.Digest) = (release.To, digest);
            if (deployment.State != DeploymentState.Succeeded) own.Void();
            else
            {
                foreach (var other in rows.Where(row => row.Release == release.Name && row != own && row.Since is not null)) other.End(at);
                own.Begin(at);
            }
        }
    }

    internal static async Task VoidAsync(KayronDb database, string environment, string release, string version, CancellationToken cancellationToken)
    {
        foreach (var row in await database.Soaks.Where(row => row.Environment == environment && row.Release == release && row.Version == version).ToListAsync(cancellationToken)) row.Void();
    }
}
