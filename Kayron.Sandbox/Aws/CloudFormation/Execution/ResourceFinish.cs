using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Ends the creation, change or restoration of a resource, and lets the stack go on.</summary>
public sealed class ResourceFinish(StackEvents events, StackStore stacks, Schedule schedule, OperationFailure failure, RollbackPhase rollback)
{
    public void Apply(FinishResource step)
    {
        var stack = stacks.ById(step.StackId);
        if (stack.Operation is not { } operation || operation.Progress.GetValueOrDefault(step.LogicalId) != ResourceProgress.Running) return;
        if (operation.Phase == OperationPhase.RollingBack) rollback.Finish(stack, operation, step);
        else if (operation.Phase == OperationPhase.Forward) Finish(stack, operation, step);
    }

    private void Finish(StackState stack, StackOperation operation, FinishResource step)
    {
        if (step.Failure is { } reason)
        {
            failure.Fail(stack, step.LogicalId, reason);
            return;
        }
        var resource = stack.Resources[step.LogicalId];
        events.Status(stack, resource, resource.Status.Replace("_IN_PROGRESS", "_COMPLETE"));
        operation.Progress[step.LogicalId] = ResourceProgress.Done;
        schedule.Now(new AdvanceStack(stack.StackId));
    }
}
