using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Rules;

/// <summary>Updates start only from a status that CloudFormation can update from; what a person must mend halts and says how.</summary>
public sealed class StackStatusPolicy : IPolicy
{
    private static readonly HashSet<string> Updatable =
        ["CREATE_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"];

    private const string Policy = "StackStatus";

    public string Name => Policy;

    public Decision Judge(ChangeFacts facts) => Judge(facts.Stack);

    /// <summary>Also before there is a change set: CloudFormation makes none for a stack that it cannot update.</summary>
    public static Decision Judge(StackState stack)
    {
        var evidence = stack.StatusReason is { Length: > 0 } reason ? $"{stack.Status}: {reason}" : stack.Status;
        if (Updatable.Contains(stack.Status)) return new Decision(Policy, Verdict.Allow, "Stack can be updated", evidence);
        if (stack.Status == "REVIEW_IN_PROGRESS")
            return new Decision(Policy, Verdict.Deny, $"stack {stack.Name} was never created: execute or delete its first change set in CloudFormation", evidence) { IsFirm = true };
        return stack.IsInProgress
            ? new Decision(Policy, Verdict.Hold, $"stack {stack.Name} is busy ({stack.Status})", evidence) { IsFirm = true }
            : new Decision(Policy, Verdict.Deny, $"stack {stack.Name} is {stack.Status}: {Remedy(stack.Status, stack.Name)}", evidence) { IsFirm = true };
    }

    private static string Remedy(string status, string stack) => status switch
    {
        "UPDATE_ROLLBACK_FAILED" => $"mend what keeps it from rolling back, then run aws cloudformation continue-update-rollback --stack-name {stack}",
        "UPDATE_FAILED" => $"roll it back with aws cloudformation rollback-stack --stack-name {stack}",
        "IMPORT_ROLLBACK_FAILED" => "mend the import's cause and finish the rollback in CloudFormation",
        "CREATE_FAILED" or "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" => "its creation failed, so it can only be deleted and created again",
        "DELETE_FAILED" => "finish deleting it, or create it again",
        "DELETE_COMPLETE" => "it was deleted, so create it again",
        _ => "Kayron does not know this status and leaves the stack alone",
    };
}
