using Kayron.Core.Queries;

namespace Kayron.Core.Changes;

/// <summary>Why a change goes back.</summary>
/// <param name="Of">The deployment that is rolled back.</param>
public sealed record Rollback(long Of, string By, string Reason);

/// <summary>What one release leaves, and what it goes back to.</summary>
/// <param name="Leaves">Versions that are quarantined.</param>
/// <param name="Instead">Null: there is nothing that it could go back to, and it runs none of these.</param>
/// <param name="Moves">False: it runs what it goes back to already.</param>
public sealed record RollbackStep(string Release, IReadOnlyList<string> Leaves, string? Instead, bool Moves);

/// <summary>Finds out what rolling a deployment back means. Pure.</summary>
public static class RollbackPlan
{
    /// <param name="deployment">It has ended.</param>
    /// <param name="undone">CloudFormation has put back what was before it.</param>
    /// <param name="verified">All in this environment, in the order in which they were noted: clocks are set back.</param>
    /// <param name="quarantined">Versions of the release that are quarantined now.</param>
    /// <returns>Null: nothing was verified before it.</returns>
    public static RollbackStep? Of(Deployment deployment, ChangedRelease release, bool undone, IReadOnlyList<VerifiedVersion> verified, IReadOnlyCollection<string> quarantined)
    {
        var history = verified.Where(version => version.Release == release.Name).ToList();
        var running = history.LastOrDefault(version => version.DeploymentId > deployment.Id)?.Version ?? (undone ? release.From : release.To);
        if (undone && running == release.From) return new RollbackStep(release.Name, [release.To], release.From, Moves: false);

        var before = history.Where(version => (version.DeploymentId is { } id ? id < deployment.Id : version.At <= deployment.StartedAt) && version.Version != release.To);
        if (before.LastOrDefault(version => !quarantined.Contains(version.Version)) is not { Version: var instead }) return null;
        string[] leaves = undone ? [release.To, running!] : [running!];
        return new RollbackStep(release.Name, [.. leaves.Where(version => version != instead).Distinct()], instead, running != instead);
    }
}
