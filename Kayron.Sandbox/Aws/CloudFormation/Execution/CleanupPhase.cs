using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Deletes what is no longer needed and ends the operation.</summary>
public sealed class CleanupPhase(Schedule schedule, StackEvents events, StackStore stacks, IResourceProvider providers, OperationStart operations, AwsContext context)
{
    private const double DeletionSeconds = 2;

    public void Apply(CleanStack step)
    {
        var stack = stacks.ById(step.StackId);
        if (stack.Operation is not { Phase: OperationPhase.Cleanup } operation) return;
        if (operation.Kind != OperationKind.Delete) CleanNested(stack);
        foreach (var retired in Enumerable.Reverse(operation.Retired).Where(retired => !retired.Deleting).ToList()) Delete(stack, operation, retired);
        if (operation.Retired.Count == 0 && !Nested(stack).Any(child => child.Operation is { Phase: OperationPhase.Cleanup })) End(stack, operation);
    }

    public void Apply(FinishDeletion step)
    {
        var stack = stacks.ById(step.StackId);
        if (stack.Operation is not { Phase: OperationPhase.Cleanup } operation || operation.Retired.Find(entry => entry.Resource.PhysicalId == step.PhysicalId) is not { } retired) return;
        providers.Delete(stack.Account, retired.Resource);
        events.Status(stack, retired.Resource, "DELETE_COMPLETE");
        operation.Retired.Remove(retired);
        schedule.Now(new CleanStack(stack.StackId));
    }

    private void CleanNested(StackState stack)
    {
        foreach (var child in Nested(stack).Where(child => child.Operation is { Phase: OperationPhase.AwaitingRoot }))
        {
            child.Operation!.Phase = OperationPhase.Cleanup;
            schedule.Now(new CleanStack(child.StackId));
        }
    }

    private void Delete(StackState stack, StackOperation operation, RetiredResource retired)
    {
        if (retired.Policy is "Retain" or "RetainExceptOnCreate" || retired.Resource.PhysicalId.Length == 0)
        {
            if (retired.Resource.PhysicalId.Length > 0) events.Status(stack, retired.Resource, "DELETE_SKIPPED");
            operation.Retired.Remove(retired);
            return;
        }
        retired.Deleting = true;
        events.Status(stack, retired.Resource, "DELETE_IN_PROGRESS");
        if (stacks.Nested(retired.Resource) is { } child) operations.Delete(child, operation.Token);
        else schedule.After(DeletionSeconds, new FinishDeletion(stack.StackId, retired.Resource.PhysicalId));
    }

    private void End(StackState stack, StackOperation operation)
    {
        events.Status(stack, FinalStatus(operation));
        if (operation.Kind == OperationKind.Delete) stack.Deleted = context.Now;
        if (operation.Kind == OperationKind.Delete || (operation.Kind == OperationKind.Create && operation.RolledBack)) stack.Resources.Clear();
        stack.Operation = null;
        if (stacks.Parent(stack) is not { } parent) return;
        schedule.Now(operation.Kind == OperationKind.Delete ? new FinishDeletion(parent.StackId, stack.StackId) : new CleanStack(parent.StackId));
    }

    private static string FinalStatus(StackOperation operation) => (operation.Kind, operation.RolledBack) switch
    {
        (OperationKind.Delete, _) => "DELETE_COMPLETE",
        (OperationKind.Create, _) => "ROLLBACK_COMPLETE",
        (_, true) => "UPDATE_ROLLBACK_COMPLETE",
        _ => "UPDATE_COMPLETE",
    };

    private IEnumerable<StackState> Nested(StackState stack) => stack.Resources.Values.Select(stacks.Nested).OfType<StackState>();
}
