using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>How one release in one environment looks.</summary>
public static class ReleaseState
{
    /// <param name="change">The environment's open change.</param>
    /// <param name="attempt">The latest deployment that tried this very version.</param>
    public static Mark Presentation(ReleaseView release, ChangeSummary? change = null, DeploymentSummary? attempt = null)
    {
        if (release.State == "in-sync") return Mark.Quiet("in sync");
        if (attempt is { State: "executing" or "verifying" }) return DeploymentState.Presentation(attempt);
        if (attempt is { State: "failed" } && release.Desired != release.Current) return Mark.Fail(DeploymentState.Failure(attempt));
        return release.State switch
        {
            "drifted" => Drifted(release, change),
            "waiting-for-image" => Mark.Drift("image not pushed yet"),
            "suspended" => Mark.Held("suspended"),
            "held" => Mark.Held(Reason(release, "held")),
            "quarantined" => Mark.Held(Reason(release, "quarantined")),
            "claimed" => IsIn(change, release) ? ChangeState.Presentation(change!) : Mark.Held(Reason(release, "claimed")),
            "unresolved" => Mark.Fail(Reason(release, "version not found")),
            _ => Mark.Quiet(Reason(release, release.State)),
        };
    }

    /// <summary>True where running and wanted versions differ, or something is to be said.</summary>
    public static bool Differs(ReleaseView release) => release.State != "in-sync";

    private static Mark Drifted(ReleaseView release, ChangeSummary? change) =>
        IsIn(change, release)
            ? ChangeState.Presentation(change!)
            : Mark.Drift("planned next");

    private static bool IsIn(ChangeSummary? change, ReleaseView release) => change?.Releases.Any(changed => changed.Name == release.Name && changed.To == release.Desired) == true;

    private static string Reason(ReleaseView release, string otherwise) =>
        string.IsNullOrWhiteSpace(release.Reason) ? otherwise : Words.Label(release.Reason);
}
