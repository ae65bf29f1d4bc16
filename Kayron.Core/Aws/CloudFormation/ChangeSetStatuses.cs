using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.CloudFormation;

/// <summary>What CloudFormation's two status fields of a change set mean together.</summary>
internal static class ChangeSetStatuses
{
    public static bool IsDeleted(Model.DescribeChangeSetResponse changeSet) => changeSet.Status is "DELETE_PENDING" or "DELETE_IN_PROGRESS" or "DELETE_COMPLETE";

    public static ChangeSetStatus Of(Model.DescribeChangeSetResponse changeSet) => (changeSet.Status, changeSet.ExecutionStatus) switch
    {
        (_, "EXECUTE_IN_PROGRESS" or "EXECUTE_COMPLETE" or "EXECUTE_FAILED") => ChangeSetStatus.Executed,
        (_, "OBSOLETE") => ChangeSetStatus.Obsolete,
        ("CREATE_COMPLETE", "UNAVAILABLE") => ChangeSetStatus.Pending,
        _ => OfNested(changeSet),
    };

    /// <summary>Nested change sets cannot be executed by themselves, so that their execution status says nothing.</summary>
    public static ChangeSetStatus OfNested(Model.DescribeChangeSetResponse changeSet) => changeSet.Status switch
    {
        "FAILED" => IsForLackOfChanges(changeSet.StatusReason ?? "") ? ChangeSetStatus.Empty : ChangeSetStatus.Failed,
        "DELETE_FAILED" => ChangeSetStatus.Failed,
        "CREATE_COMPLETE" => ChangeSetStatus.Ready,
        _ => ChangeSetStatus.Pending,
    };

    // There is no code for it, only these two sentences, the same for years.
    private static bool IsForLackOfChanges(string reason) =>
        reason.Contains("didn't contain changes", StringComparison.OrdinalIgnoreCase) || reason.Contains("No updates are to be performed", StringComparison.OrdinalIgnoreCase);
}
