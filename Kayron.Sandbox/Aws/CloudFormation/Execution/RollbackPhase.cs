using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Takes a stack back to what it was before its operation, resource by resource, nested stacks included.</summary>
public sealed class RollbackPhase(AwsContext context, Schedule schedule, StackEvents events, StackStore stacks, IResourceProvider providers)
{
    public void Apply(BeginRollback step)
    {
        var stack = stacks.ById(step.StackId);
        if (stack.Operation is { Phase: not (OperationPhase.RollingBack or OperationPhase.Cleanup) } operation) Begin(stack, operation);
    }

    public void Begin(StackState stack, StackOperation operation)
    {
        if (operation.Kind == OperationKind.Create)
        {
            Discard(stack, operation);
            return;
        }
        var resumed = operation.Phase == OperationPhase.RollbackFailed;
        operation.Phase = OperationPhase.RollingBack;
        operation.RolledBack = true;
        if (!stack.Status.StartsWith("UPDATE_ROLLBACK_IN", StringComparison.Ordinal)) events.Status(stack, "UPDATE_ROLLBACK_IN_PROGRESS", resumed ? "User Initiated" : null);
        RetireCreated(stack, operation);
        var (path, skipped) = (stacks.Path(stack), stacks.Root(stack).Operation!.Skipped);
        operation.Progress = operation.ResourcesBefore.Keys.ToDictionary(name => name, name =>
            !operation.Touched.Contains(name) || skipped.Contains(path + name) || (resumed && operation.Progress.GetValueOrDefault(name) == ResourceProgress.Done) ? ResourceProgress.Done : ResourceProgress.Waiting);
        Advance(stack, operation);
    }

    public void Finish(StackState stack, StackOperation operation, FinishResource step)
    {
        if (step.Failure is { } reason)
        {
            Fail(stack, operation, step.LogicalId, reason);
            return;
        }
        Restore(stack, operation, operation.ResourcesBefore[step.LogicalId]);
        Advance(stack, operation);
    }

    private void Advance(StackState stack, StackOperation operation)
    {
        var template = TemplateCache.Get(operation.Previous.TemplateBody);
        foreach (var logicalId in template.Dependencies.LogicalIds.Where(name => operation.Progress.GetValueOrDefault(name, ResourceProgress.Done) == ResourceProgress.Waiting))
        {
            var dependencies = template.Dependencies.Of(logicalId);
            if (dependencies.All(name => operation.Progress.GetValueOrDefault(name, ResourceProgress.Done) == ResourceProgress.Done)) Start(stack, operation, operation.ResourcesBefore[logicalId]);
        }
        if (operation.Progress.Values.All(progress => progress == ResourceProgress.Done)) Arrive(stack, operation);
    }

    private void Start(StackState stack, StackOperation operation, ResourceState before)
    {
        var present = stack.Resources.GetValueOrDefault(before.LogicalId);
        if (present is null || present.PhysicalId != before.PhysicalId)
        {
            if (present is not null) operation.Retired.Add(new RetiredResource { Resource = present, Policy = "Delete" });
            Restore(stack, operation, before);
            return;
        }
        operation.Progress[before.LogicalId] = ResourceProgress.Running;
        events.Status(stack, before, "UPDATE_IN_PROGRESS");
        if (stacks.Nested(before) is { } child)
        {
            if (child.Operation is { } inner) Begin(child, inner);
            else schedule.Now(new FinishResource(stack.StackId, before.LogicalId));
            return;
        }
        var provisioned = providers.Provision(new ProvisionRequest(stack, before.LogicalId, before.Type, before.Properties, before.StackTags, present, RollbackFailure(stack, before.LogicalId)));
        foreach (var (delay, step) in provisioned.FollowUps) schedule.At(context.Now + delay, step);
        schedule.At(context.Now + provisioned.Duration, new FinishResource(stack.StackId, before.LogicalId, provisioned.Failure));
    }

    private string? RollbackFailure(StackState stack, string logicalId)
    {
        var root = stacks.Root(stack).Operation!;
        if (root.Fault is not { RollbackFails: true } fault || fault.Target != stacks.Path(stack) + logicalId) return null;
        // Once is enough: the rollback that is continued later succeeds.
        root.Fault = null;
        return fault.Reason ?? "Resource handler returned message: \"Injected by the sandbox\" (HandlerErrorCode: NotStabilized)";
    }

    private void Restore(StackState stack, StackOperation operation, ResourceState before)
    {
        operation.Retired.RemoveAll(retired => retired.Resource.PhysicalId == before.PhysicalId);
        stack.Resources[before.LogicalId] = before;
        events.Status(stack, before, "UPDATE_COMPLETE");
        operation.Progress[before.LogicalId] = ResourceProgress.Done;
    }

    private void Arrive(StackState stack, StackOperation operation)
    {
        stack.Definition = operation.Previous;
        stack.Outputs = operation.OutputsBefore;
        events.Status(stack, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
        operation.Phase = stack.ParentId is null ? OperationPhase.Cleanup : OperationPhase.AwaitingRoot;
        schedule.Now(stack.ParentId is { } parent ? new FinishResource(parent, stack.ParentLogicalId!) : new CleanStack(stack.StackId));
    }

    private void Fail(StackState stack, StackOperation operation, string logicalId, string reason)
    {
        operation.Progress[logicalId] = ResourceProgress.Failed;
        events.Status(stack, stack.Resources[logicalId], "UPDATE_FAILED", reason);
        operation.Phase = OperationPhase.RollbackFailed;
        var explanation = $"The following resource(s) failed to update: [{logicalId}]. ";
        events.Status(stack, "UPDATE_ROLLBACK_FAILED", explanation);
        if (stacks.Parent(stack) is { Operation: { } outer } parent)
            Fail(parent, outer, stack.ParentLogicalId!, $"Embedded stack {stack.StackId} was not successfully updated. Currently in UPDATE_ROLLBACK_FAILED with reason: {explanation}");
    }

    /// <summary>A creation that failed leaves nothing behind.</summary>
    private void Discard(StackState stack, StackOperation operation)
    {
        operation.Phase = OperationPhase.Cleanup;
        operation.RolledBack = true;
        operation.Retired.AddRange(stack.Resources.Values.Where(resource => resource.PhysicalId.Length > 0).Select(resource => new RetiredResource { Resource = resource, Policy = "Delete" }));
        schedule.Now(new CleanStack(stack.StackId));
    }

    private static void RetireCreated(StackState stack, StackOperation operation)
    {
        foreach (var created in stack.Resources.Values.Where(resource => !operation.ResourcesBefore.ContainsKey(resource.LogicalId)).ToList())
        {
            stack.Resources.Remove(created.LogicalId);
            operation.Retired.Add(new RetiredResource { Resource = created, Policy = "Delete" });
        }
    }
}
