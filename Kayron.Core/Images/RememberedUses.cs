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
        [.. OfChange(remembered, registry), .. OfBaseline(remembered, registry), .. OfDeployments(remembered, registry)];

    private static IEnumerable<ImageUse> OfChange(RememberedImages remembered, RegistryAddress? registry)
    {
        if (remembered.Open is not { } change) yield break;
        var words = $"is in the open change of {remembered.Environment}";
        foreach (var (release, version) in change.Plan.Inputs.Versions) yield return EnvironmentUses.Version(registry, release, version, KeptBecause.Planned, words);
        foreach (var image in change.Plan.Images)
        {
            yield return EnvironmentUses.Version(registry, image.Repository, image.Version, KeptBecause.Planned, words);
            foreach (var digest in image.Manifests.Append(image.Digest)) yield return EnvironmentUses.Version(registry, image.Repository, digest, KeptBecause.Planned, words);
        }
    }

    private static IEnumerable<ImageUse> OfBaseline(RememberedImages remembered, RegistryAddress? registry) =>
        (remembered.Baseline?.Inputs.Versions ?? new Dictionary<string, string>())
            .Select(version => EnvironmentUses.Version(registry, version.Key, version.Value, KeptBecause.Rollback, $"was applied last in {remembered.Environment}"));

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
