using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>How a change looks.</summary>
public static class ChangeState
{
    public static Mark Presentation(ChangeSummary change) => Presentation(change.State, change.Approved, change.Required, change.Waiting);

    public static Mark Presentation(ChangeView change) =>
        Presentation(change.State, change.Approvals.Count(approval => approval.Verdict == "approved"), change.Required, change.Waiting);

    private static Mark Presentation(string state, int approved, int required, string waiting) => state switch
    {
        "planned" => Mark.Drift("being planned"),
        "blocked" => Mark.Held(waiting.Length == 0 ? "held" : Words.Label(waiting)),
        "awaiting-approval" => Mark.Wait(Needs(approved, required)),
        "ready" => Mark.Drift("starts next"),
        "executing" => Mark.Run("deploying"),
        "succeeded" => Mark.Ok("deployed"),
        "failed" => Mark.Fail("failed"),
        "superseded" => Mark.Quiet("superseded"),
        "rejected" => Mark.Held("rejected"),
        "expired" => Mark.Quiet("expired"),
        _ => Mark.Quiet(state),
    };

    /// <summary>Nothing can be decided about it any more.</summary>
    public static bool IsOver(string state) => state is "succeeded" or "failed" or "superseded" or "rejected" or "expired";

    /// <summary>Approvals are accepted while a hold keeps it from starting, too.</summary>
    public static bool AcceptsApproval(ChangeView change) =>
        change.State is "awaiting-approval" || (change.State is "blocked" && change.Decisions.All(decision => decision.Verdict != "deny") && Missing(change) > 0);

    /// <summary>Whether it waits for the one who looks: an approver, and not of their own work.</summary>
    public static bool WaitsFor(ChangeSummary change, Actor? actor) => change.State == "awaiting-approval" && actor?.Is(Role.Approver, change.Environment) == true
        && !change.Contributors.Any(person => string.Equals(person.Login, actor.Login, StringComparison.OrdinalIgnoreCase));

    public static int Missing(ChangeView change) => Math.Max(change.Required - change.Approvals.Count(approval => approval.Verdict == "approved"), 0);

    private static string Needs(int approved, int required)
    {
        var missing = Math.Max(required - approved, 1);
        return $"needs {(approved > 0 ? $"{missing} more" : missing)} {(missing == 1 ? "approval" : "approvals")}";
    }
}
