using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class VerifiedVersions(IDbContextFactory<KayronDb> databases) : IVerifiedVersions
{
    /// <summary>For data from before versions were noted: what succeeded then ran verified, too.</summary>
    internal const string Backfill = """
        INSERT INTO verified_versions (Environment, Release, Version, Digest, DeploymentId, At)
        SELECT deployments.Environment, json_extract(release.value, '$.name'), json_extract(release.value, '$.to'),
            (SELECT json_extract(seen.value, '$.approved') FROM json_each(deployments.Verification) AS seen WHERE json_extract(seen.value, '$.release') = json_extract(release.value, '$.name')),
            deployments.Id, deployments.EndedAt
        FROM deployments, json_each(deployments.Releases) AS release
        WHERE deployments.State = 'Succeeded' AND deployments.EndedAt IS NOT NULL
        """;

    public async Task<IReadOnlyDictionary<string, string>> FindUnknownAsync(string environment, IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var names = versions.Keys.ToList();
        var known = (await database.Verified.Where(row => row.Environment == environment && names.Contains(row.Release)).Select(row => new { row.Release, row.Version }).ToListAsync(cancellationToken)).ToHashSet();
        return versions.Where(version => !known.Contains(new { Release = version.Key, Version = version.Value })).ToDictionary();
    }

    public async Task<IReadOnlyList<VerifiedVersion>> FindAsync(string environment, IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (names, numbers) = (versions.Keys.ToList(), versions.Values.Distinct().ToList());
        var rows = await database.Verified.AsNoTracking().Where(row => row.Environment == environment && names.Contains(row.Release) && numbers.Contains(row.Version) && row.Digest != null)
            .OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Where(row => versions[row.Release] == row.Version).DistinctBy(row => row.Release).Select(row => row.ToVerified())];
    }

    public async Task AddAsync(Lease lease, IReadOnlyList<VerifiedVersion> found, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        database.Verified.AddRange(found.Select(version => ToRow(lease.Environment, version)));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What a deployment brought and proved to run.</summary>
    internal static void Add(KayronDb database, Deployment deployment) => database.Verified.AddRange(deployment.Releases.Select(release => ToRow(
        deployment.Environment,
        new VerifiedVersion(release.Name, release.To, deployment.Verification.FirstOrDefault(seen => seen.Release == release.Name && seen.Preview is null)?.Approved, deployment.Id, deployment.EndedAt!.Value))));

    private static VerifiedRow ToRow(string environment, VerifiedVersion version) =>
        new() { Environment = environment, Release = version.Release, Version = version.Version, Digest = version.Digest, DeploymentId = version.DeploymentId, At = version.At };
}
