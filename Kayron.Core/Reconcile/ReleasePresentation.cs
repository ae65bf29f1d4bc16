using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile;

/// <summary>A chosen release in the words of the API.</summary>
public static class ReleasePresentation
{
    public static ReleaseView View(ChosenRelease release, IReadOnlyList<string> obstacles) => new(
        release.Name, release.Definition.Kind == ReleaseKind.Infrastructure ? "infrastructure" : "service", release.Definition.Repository, release.Definition.Image,
        Deploy(release.Definition.Deploy), release.Current, release.Desired, State(release.State),
        release.State == ReleaseState.Drifted && obstacles.Count > 0 ? obstacles[0] : release.State == ReleaseState.InSync ? null : release.Reason);

    /// <summary>What every service rule said of it.</summary>
    public static IReadOnlyList<DecisionView> Rules(ChosenRelease release) =>
        [.. release.Decisions.Select(decision => decision.ToView())];

    public static string Deploy(DeployStrategy deploy) => deploy switch
    {
        DeployStrategy.Release(var version) => $"release {version}",
        DeployStrategy.Branch(var branch) => $"branch {branch}",
        DeployStrategy.Suspended => "suspend",
        _ => "preview",
    };

    public static string State(ReleaseState state) => state switch
    {
        ReleaseState.InSync => "in-sync",
        ReleaseState.Drifted => "drifted",
        ReleaseState.WaitingForImage => "waiting-for-image",
        ReleaseState.Suspended => "suspended",
        ReleaseState.Unresolved => "unresolved",
        ReleaseState.Quarantined => "quarantined",
        ReleaseState.Claimed => "claimed",
        _ => "held",
    };
}
