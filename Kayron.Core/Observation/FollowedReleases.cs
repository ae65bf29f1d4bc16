using System.Collections.Concurrent;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

/// <summary>Remembers, for each environment, what its releases followed when it was last observed: their definitions, and the branch of a claim in place of what one says.</summary>
public sealed class FollowedReleases
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ReleaseDefinition>> _byEnvironment = new();

    /// <returns>Null before the first look of this process.</returns>
    public IReadOnlyList<ReleaseDefinition>? Find(string environment) => _byEnvironment.GetValueOrDefault(environment);

    public void Remember(string environment, IReadOnlyList<ObservedRelease> releases) =>
        _byEnvironment[environment] = [.. releases.Select(release => release.Claim is null ? release.Definition : release.Definition with { Deploy = new DeployStrategy.Branch(release.Claim.Branch) })];
}
