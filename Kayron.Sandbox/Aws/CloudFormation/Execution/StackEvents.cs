using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Sets the status of stacks and resources; every change of status is an event.</summary>
public sealed class StackEvents(AwsContext context)
{
    public void Status(StackState stack, string status, string? reason = null)
    {
        stack.Status = status;
        stack.StatusReason = reason;
        stack.Events.Add(new StackEventState
        {
            EventId = context.NextGuid(), LogicalId = stack.Name, PhysicalId = stack.StackId, Type = ResourceTypeNames.NestedStack,
            Status = status, Reason = reason, Timestamp = context.Now, Token = stack.Operation?.Token,
        });
    }

    /// <summary>Records the event and keeps the status where the resource is one of the stack's.</summary>
    public void Status(StackState stack, ResourceState resource, string status, string? reason = null)
    {
        var changed = resource with { Status = status, StatusReason = reason, Timestamp = context.Now };
        if (stack.Resources.TryGetValue(resource.LogicalId, out var present) && present.PhysicalId == resource.PhysicalId) stack.Resources[resource.LogicalId] = changed;
        stack.Events.Add(new StackEventState
        {
            EventId = $"{resource.LogicalId}-{status}-{context.Now.Iso()}", LogicalId = resource.LogicalId, PhysicalId = resource.PhysicalId, Type = resource.Type,
            Status = status, Reason = reason, Timestamp = context.Now, Properties = resource.Properties.ToJsonString(), Token = stack.Operation?.Token,
        });
    }
}
