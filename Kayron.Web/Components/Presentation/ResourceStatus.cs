namespace Kayron.Web.Components.Presentation;

/// <summary>CloudFormation's statuses in words.</summary>
public static class ResourceStatus
{
    public static Mark Presentation(string status, string? reason = null) => status switch
    {
        "CREATE_IN_PROGRESS" => Mark.Run("creating"),
        "UPDATE_IN_PROGRESS" or "IMPORT_IN_PROGRESS" => Mark.Run("updating"),
        "DELETE_IN_PROGRESS" => Mark.Run("removing"),
        "CREATE_COMPLETE" => Mark.Ok("created"),
        "UPDATE_COMPLETE" or "IMPORT_COMPLETE" => Mark.Ok("updated"),
        "DELETE_COMPLETE" => Mark.Ok("removed"),
        "DELETE_SKIPPED" => Mark.Quiet("kept"),
        "UNCHANGED" => Mark.Quiet("unchanged"),
        _ when status.EndsWith("CLEANUP_IN_PROGRESS", StringComparison.Ordinal) => Mark.Run("cleaning up"),
        _ when status.Contains("ROLLBACK_FAILED", StringComparison.Ordinal) => Mark.Fail("could not be rolled back"),
        _ when status.Contains("ROLLBACK", StringComparison.Ordinal) => Mark.Drift(status.EndsWith("COMPLETE", StringComparison.Ordinal) ? "rolled back" : "rolling back"),
        _ when status.EndsWith("FAILED", StringComparison.Ordinal) => IsCancelled(reason) ? Mark.Quiet("cancelled") : Mark.Fail("failed"),
        _ => Mark.Quiet(status),
    };

    /// <summary>Stopped because something else failed.</summary>
    public static bool IsCancelled(string? reason) => reason?.Contains("cancelled", StringComparison.OrdinalIgnoreCase) == true;
}
