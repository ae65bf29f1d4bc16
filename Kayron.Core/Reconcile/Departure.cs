using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Before a version is left that Kayron did not bring, looks whether it runs as it should, so that the first deployment can be rolled back, too.
/// Costs, once a version: one image look-up and two calls for its tasks.
/// </summary>
public sealed class Departure(IImages images, IVerifiedVersions versions, Verification verification, TimeProvider clock)
{
    /// <param name="services">As they run now.</param>
    public async Task NoteAsync(EnvironmentSettings environment, Lease lease, Change change, IReadOnlyList<RunningService> services, CancellationToken cancellationToken)
    {
        var left = change.Plan.Releases.Where(release => release.From is not null).ToDictionary(release => release.Name, release => release.From!);
        var found = new List<VerifiedVersion>();
        foreach (var (release, version) in await versions.FindUnknownAsync(environment.Name, left, cancellationToken))
        {
            var repository = change.Plan.Images.FirstOrDefault(image => image.Release == release)?.Repository;
            if (repository is null) found.Add(new VerifiedVersion(release, version, null, null, clock.GetUtcNow()));
            else if (await FindDigestAsync(environment, release, repository, version, services, cancellationToken) is { } digest)
                found.Add(new VerifiedVersion(release, version, digest, null, clock.GetUtcNow()));
        }
        if (found.Count > 0) await versions.AddAsync(lease, found, cancellationToken);
    }

    /// <summary>Worth knowing, and never worth failing for.</summary>
    private async Task<string?> FindDigestAsync(
        EnvironmentSettings environment, string release, string repository, string version, IReadOnlyList<RunningService> services, CancellationToken cancellationToken)
    {
        try
        {
            if (await images.FindAsync(environment, repository, version, cancellationToken) is not ImageLookup.Found found) return null;
            var seen = await verification.LookAsync(environment, new ApprovedImage(release, repository, version, found.Digest, found.Manifests), services, cancellationToken);
            return seen.State == "verified" ? found.Digest : null;
        }
        catch (ReconcileException)
        {
            return null;
        }
    }
}
