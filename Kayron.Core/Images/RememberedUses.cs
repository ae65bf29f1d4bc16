using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Images;

/// <summary>Which images are needed by what is stored: open changes, and what a rollback would go back to. Pure.</summary>
public static class RememberedUses
{
    /// <summary>A release's latest deployments, whose versions stay: both what they brought and what they left.</summary>
    private const int DeploymentsOfARelease = 3;

    /// <param name="registries">Where each environment's images live; those of an environment that is not among them may be anywhere.</param>
    public static IReadOnlyList<ImageUse> Of(IEnumerable<RememberedImages> remembered, IReadOnlyDictionary<string, RegistryAddress> registries) =>
        [.. remembered.SelectMany(environment => Of(environment, registries.GetValueOrDefault(environment.Environment))).Distinct()];

    private static IEnumerable<ImageUse> Of(RememberedImages remembered, RegistryAddress? registry) =>
        [.. OfChange(remembered, registry), .. OfBaseline(remembered, registry), .. OfDeployments(remembered, registry), .. OfVerified(remembered, registry)];

    private static IEnumerable<ImageUse> OfChange(RememberedImages remembered, RegistryAddress? registry)
    {
        if (remembered.Open is not { } change) yield break;
        var words = $"is in the open change of {remembered.Environment}";
        foreach (var (release, version) in change.Plan.Inputs.Versions) yield return EnvironmentUses.Version(registry, release, version, KeptBecause.Planned, words);
        foreach (var (preview, commit) in change.Plan.Inputs.Previews) yield return EnvironmentUses.Version(registry, ServiceOf(preview), commit, KeptBecause.Planned, words);
        foreach (var image in change.Plan.Images)
        {
            yield return EnvironmentUses.Version(registry, image.Repository, image.Version, KeptBecause.Planned, words);
            foreach (var digest in image.Manifests.Append(image.Digest)) yield return EnvironmentUses.Version(registry, image.Repository, digest, KeptBecause.Planned, words);
        }
    }

    private static IEnumerable<ImageUse> OfBaseline(RememberedImages remembered, RegistryAddress? registry)
    {
        if (remembered.Baseline is not { Inputs: var inputs }) yield break;
        var words = $"was applied last in {remembered.Environment}";
        foreach (var (release, version) in inputs.Versions) yield return EnvironmentUses.Version(registry, release, version, KeptBecause.Rollback, words);
        foreach (var (preview, commit) in inputs.Previews) yield return EnvironmentUses.Version(registry, ServiceOf(preview), commit, KeptBecause.Preview, words);
    }

    /// <summary>What a rollback plans: verified versions outlive the deployments that brought them.</summary>
    private static IEnumerable<ImageUse> OfVerified(RememberedImages remembered, RegistryAddress? registry)
    {
        var words = $"is what {remembered.Environment} could be rolled back to";
        foreach (var verified in remembered.Verified.GroupBy(version => version.Release).SelectMany(release => release.DistinctBy(version => version.Version).Take(DeploymentsOfARelease)))
        {
            yield return EnvironmentUses.Version(registry, verified.Release, verified.Version, KeptBecause.Rollback, words);
            if (verified.Digest is { } digest) yield return EnvironmentUses.Version(registry, verified.Release, digest, KeptBecause.Rollback, words);
        }
    }

    /// <summary>A preview's key is its service and a hash.</summary>
    private static string ServiceOf(string preview) => preview[..Math.Max(preview.LastIndexOf('/'), 0)];

    private static IEnumerable<ImageUse> OfDeployments(RememberedImages remembered, RegistryAddress? registry)
    {
        var words = $"is what {remembered.Environment} could be rolled back to";
        foreach (var release in remembered.Deployments.SelectMany(deployment => deployment.Releases, (deployment, release) => (deployment, release)).GroupBy(entry => entry.release.Name))
        {
            foreach (var (deployment, moved) in release.Take(DeploymentsOfARelease))
            {
                foreach (var version in new[] { moved.From, moved.To }.OfType<string>()) yield return EnvironmentUses.Version(registry, release.Key, version, KeptBecause.Rollback, words);
                foreach (var digest in deployment.Verification.Where(look => look.Release == release.Key).Select(look => look.Approved).OfType<string>())
                    yield return EnvironmentUses.Version(registry, release.Key, digest, KeptBecause.Rollback, words);
            }
        }
    }
}
