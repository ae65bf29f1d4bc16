namespace Kayron.Core.Changes;

/// <summary>Which deployments must stay however old they are. Pure.</summary>
public static class DeploymentRetention
{
    /// <summary>Of each release: the version that was verified last, and the one before, which a rollback goes to.</summary>
    private const int VerifiedKept = 2;

    /// <param name="deployments">All of them, in any order.</param>
    /// <returns>Their ids.</returns>
    public static IReadOnlySet<long> Kept(IReadOnlyList<Deployment> deployments)
    {
        var newestFirst = deployments.OrderByDescending(deployment => deployment.StartedAt).ThenByDescending(deployment => deployment.Id).ToList();
        var verified = newestFirst.Where(deployment => deployment.State == DeploymentState.Succeeded).ToList();
        return newestFirst.Where(deployment => deployment.EndedAt is null).Concat(newestFirst.DistinctBy(deployment => deployment.Environment))
            .Concat(verified.GroupBy(deployment => deployment.Environment).SelectMany(group => group.Take(VerifiedKept)))
            .Concat(verified.SelectMany(deployment => deployment.Releases.Select(release => (deployment, release.Name)))
                .GroupBy(pair => (pair.deployment.Environment, pair.Name)).SelectMany(group => group.Take(VerifiedKept)).Select(pair => pair.deployment))
            .Select(deployment => deployment.Id).ToHashSet();
    }
}
