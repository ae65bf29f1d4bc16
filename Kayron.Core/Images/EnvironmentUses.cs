using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Images;

/// <summary>Which images one environment needs, from a look at it that missed nothing. Pure.</summary>
public static class EnvironmentUses
{
    /// <param name="registry">Where the environment's own images live.</param>
    public static IReadOnlyList<ImageUse> Of(string environment, RegistryAddress registry, EnvironmentPlan plan) =>
        [.. plan.Releases.Where(release => release.Definition.Image is not null).SelectMany(release => Of(environment, registry, release, plan)), .. OfPreviews(environment, registry, plan.Previews)];

    /// <param name="running">Of every container that runs or may be started again, by whatever service.</param>
    public static IReadOnlyList<ImageUse> Of(IEnumerable<RunningImage> running) => [.. running.SelectMany(Of).Distinct()];

    /// <summary>A version, or the digest that an image is pinned by.</summary>
    /// <param name="registry">Null: whichever the repository is in.</param>
    public static ImageUse Version(RegistryAddress? registry, string repository, string version, KeptBecause because, string words) =>
        version.StartsWith("sha256:", StringComparison.Ordinal)
            ? new ImageUse(registry, repository, null, version, because, words)
            : new ImageUse(registry, repository, version, null, because, words);

    private static IEnumerable<ImageUse> Of(string environment, RegistryAddress registry, ChosenRelease release, EnvironmentPlan plan)
    {
        var repository = release.Definition.Image!;
        if (release.Observed.Desired is DesiredVersion.Unresolved(var reason))
            yield return new ImageUse(registry, repository, null, null, KeptBecause.Unknown, $"may be wanted in {environment}: {reason}");
        // Also while a claim asks for another.
        if (release.Definition.Deploy is DeployStrategy.Release(var defined)) yield return Version(registry, repository, defined, KeptBecause.Desired, $"should run in {environment}");
        if (release.Desired is { } desired) yield return Version(registry, repository, desired, KeptBecause.Desired, $"should run in {environment}");
        if (release.Chosen is { } chosen) yield return Version(registry, repository, chosen, KeptBecause.Desired, $"is what {environment} is sent");
        if (release.Current is { } current) yield return Version(registry, repository, current, KeptBecause.Running, $"runs in {environment}");
        if (plan.Observation.Stack.Parameters.GetValueOrDefault(release.Definition.ParameterKey) is { Length: > 0 } parameter)
            yield return Version(registry, repository, parameter, KeptBecause.Running, $"is the parameter {release.Definition.ParameterKey} of {environment}'s stack");
    }

    /// <summary>Also of those that are not made: over the limit today, made tomorrow.</summary>
    private static IEnumerable<ImageUse> OfPreviews(string environment, RegistryAddress registry, PreviewPlan previews) =>
    [
        .. from preview in previews.Previews
           from commit in new[] { preview.Desired, preview.Running }.OfType<string>()
           select Version(registry, preview.Service, commit, KeptBecause.Preview, $"is the preview of pull request {preview.PullRequest} in {environment}"),
        .. previews.Planned.Select(preview => Version(registry, preview.Image, preview.Commit, KeptBecause.Preview, $"is a preview in {environment}")),
    ];

    private static IEnumerable<ImageUse> Of(RunningImage image)
    {
        var (reference, words) = (ImageReference.Parse(image.Image), $"runs in the cluster {image.Cluster}");
        var registry = EcrHost.Parse(image.Image);
        if (reference.Tag is { } tag) yield return new ImageUse(registry, reference.Repository, tag, null, KeptBecause.Running, words);
        if (reference is { Tag: null, Digest: null }) yield return new ImageUse(registry, reference.Repository, "latest", null, KeptBecause.Running, words);
        foreach (var digest in new[] { reference.Digest, image.Digest }.OfType<string>().Distinct())
            yield return new ImageUse(registry, reference.Repository, null, digest, KeptBecause.Running, words);
    }
}
