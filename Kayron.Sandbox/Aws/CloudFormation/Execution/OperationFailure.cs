using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Ends an operation that cannot go on: cancels what runs, tells the parent why, and has the root roll back.</summary>
public sealed class OperationFailure(StackEvents events, StackStore stacks, Schedule schedule)
{
    public void Fail(StackState stack, string logicalId, string reason)
    {
        var operation = stack.Operation!;
        operation.Progress[logicalId] = ResourceProgress.Failed;
        var verb = Verb(stack, operation, logicalId);
        events.Status(stack, stack.Resources.GetValueOrDefault(logicalId) ?? Unborn(operation, logicalId), $"{verb}_FAILED", reason);
        CancelRunning(stack, operation);
        Halt(stack, operation, Explanation(stack, operation));
    }

    /// <summary>Every resource is done, and yet the stack cannot be what the template says: an output cannot be evaluated.</summary>
    public void Abort(StackState stack, string reason) => Halt(stack, stack.Operation!, reason + " ");

    /// <summary>Someone asked for it.</summary>
    public void Cancel(StackState root)
    {
        root.Operation!.Parked.Clear();
        CancelRunning(root, root.Operation);
        Halt(root, root.Operation, "User Initiated");
    }

    private void Halt(StackState stack, StackOperation operation, string explanation)
    {
        operation.Phase = OperationPhase.Failed;
        var keep = operation.Kind == OperationKind.Create ? stack.DisableRollback : stacks.Root(stack).DisableRollback;
        events.Status(stack, Status(stack, operation, keep), operation.Kind == OperationKind.Create && stack.ParentId is null && !keep ? $"{explanation}Rollback requested by user." : explanation);
        if (stacks.Parent(stack) is { } parent)
        {
            var words = operation.Kind == OperationKind.Create
                ? $"Embedded stack {stack.StackId} was not successfully created: {explanation}"
                : $"Embedded stack {stack.StackId} was not successfully updated. Currently in {stack.Status} with reason: {explanation}";
            Fail(parent, stack.ParentLogicalId!, words);
        }
        else if (keep) stack.Operation = null;
        else schedule.Now(new BeginRollback(stack.StackId));
    }

    private static string Status(StackState stack, StackOperation operation, bool keep) => (operation.Kind, keep) switch
    {
        (OperationKind.Create, true) => "CREATE_FAILED",
        (OperationKind.Create, false) => stack.ParentId is null ? "ROLLBACK_IN_PROGRESS" : "CREATE_FAILED",
        (_, true) => "UPDATE_FAILED",
        _ => "UPDATE_ROLLBACK_IN_PROGRESS",
    };

    private void CancelRunning(StackState stack, StackOperation operation)
    {
        foreach (var logicalId in operation.Progress.Where(entry => entry.Value == ResourceProgress.Running).Select(entry => entry.Key).ToList())
        {
            operation.Progress[logicalId] = ResourceProgress.Failed;
            schedule.Drop(step => step is FinishResource finish && finish.StackId == stack.StackId && finish.LogicalId == logicalId);
            var resource = stack.Resources[logicalId];
            CancelNested(resource);
            var verb = Verb(stack, operation, logicalId);
            events.Status(stack, resource, $"{verb}_FAILED", $"Resource {(verb == "CREATE" ? "creation" : "update")} cancelled");
        }
    }

    private void CancelNested(ResourceState resource)
    {
        if (stacks.Nested(resource) is not { Operation: { Phase: OperationPhase.Forward } operation } child) return;
        CancelRunning(child, operation);
        operation.Phase = OperationPhase.Failed;
        events.Status(child, operation.Kind == OperationKind.Create ? "CREATE_FAILED" : "UPDATE_ROLLBACK_IN_PROGRESS", "Resource update cancelled");
    }

    private static string Explanation(StackState stack, StackOperation operation)
    {
        var failed = operation.Progress.Where(entry => entry.Value == ResourceProgress.Failed).Select(entry => entry.Key).ToLookup(name => Verb(stack, operation, name).ToLowerInvariant());
        return $"The following resource(s) failed to {string.Join(", ", failed.Select(group => $"{group.Key}: [{string.Join(", ", group)}]"))}. ";
    }

    private static string Verb(StackState stack, StackOperation operation, string logicalId) =>
        operation.Kind == OperationKind.Create || !operation.ResourcesBefore.ContainsKey(logicalId) ? "CREATE" : "UPDATE";

    /// <summary>A resource whose properties could not even be evaluated.</summary>
    private static ResourceState Unborn(StackOperation operation, string logicalId) => new()
    {
        LogicalId = logicalId, PhysicalId = "", Type = TemplateCache.Get(operation.Target.TemplateBody).Resources[logicalId].Type, Status = "", Timestamp = default, Properties = [],
    };
}
