using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Begins the creation or change of one resource that is no nested stack.</summary>
public sealed class ResourceStart(Schedule schedule, StackEvents events, StackStore stacks, IResourceProvider providers, NestedStackStart nested, AwsContext context)
{
    private const string ReplacementReason = "Requested update requires the creation of a new physical resource; hence creating one.";

    /// <returns>False where nothing has to be done.</returns>
    public bool Begin(StackState stack, StackOperation operation, ResourceDeclaration declared, Evaluator evaluator)
    {
        var properties = evaluator.Properties(declared);
        var current = stack.Resources.GetValueOrDefault(declared.LogicalId);
        var comparison = current is null ? null : ResourceComparison.Of(current, properties, operation.Target.Tags, declared.Node);
        if (declared.IsNestedStack) return nested.Begin(stack, operation, declared, properties, comparison);
        if (comparison is { IsEmpty: true }) return false;
        operation.Touched.Add(declared.LogicalId);
        if (comparison is { Changes: false })
        {
            // Policies and metadata are CloudFormation's own: the resource's service is not asked.
            stack.Resources[declared.LogicalId] = Attributed(current!, declared);
            return false;
        }
        Provision(stack, operation, declared, properties, current, comparison);
        return true;
    }

    private void Provision(StackState stack, StackOperation operation, ResourceDeclaration declared, JsonObject properties, ResourceState? current, ResourceComparison? comparison)
    {
        var replaces = comparison is { Replaces: true };
        var verb = current is null ? "CREATE" : "UPDATE";
        var announced = current ?? New(operation, declared, properties, "", []);
        events.Status(stack, announced with { Properties = properties }, $"{verb}_IN_PROGRESS", replaces ? ReplacementReason : null);
        var fault = FaultFor(stack, declared.LogicalId);
        var failure = fault is { Hangs: false } ? fault.Reason ?? "Resource handler returned message: \"Injected by the sandbox\" (HandlerErrorCode: GeneralServiceException)" : null;
        var provisioned = providers.Provision(new ProvisionRequest(stack, declared.LogicalId, declared.Type, properties, operation.Target.Tags, replaces ? null : current, failure));
        if (replaces) operation.Retired.Add(new RetiredResource { Resource = current!, Policy = current!.UpdateReplacePolicy });
        stack.Resources[declared.LogicalId] = New(operation, declared, properties, provisioned.PhysicalId, provisioned.Attributes) with { Status = $"{verb}_IN_PROGRESS", Timestamp = context.Now };
        if (current is null || replaces) events.Status(stack, stack.Resources[declared.LogicalId], $"{verb}_IN_PROGRESS", "Resource creation Initiated");
        ScheduleOutcome(stack, declared.LogicalId, provisioned, fault is { Hangs: true });
    }

    private void ScheduleOutcome(StackState stack, string logicalId, Provisioned provisioned, bool hangs)
    {
        IEnumerable<ParkedStep> steps = [.. provisioned.FollowUps, new ParkedStep(provisioned.Duration, new FinishResource(stack.StackId, logicalId, provisioned.Failure))];
        if (hangs) stacks.Root(stack).Operation!.Parked.AddRange(steps);
        else foreach (var (delay, step) in steps) schedule.At(context.Now + delay, step);
    }

    private UpdateFault? FaultFor(StackState stack, string logicalId) =>
        stacks.Root(stack).Operation?.Fault is { } fault && fault.Target == stacks.Path(stack) + logicalId ? fault : null;

    private ResourceState New(StackOperation operation, ResourceDeclaration declared, JsonObject properties, string physicalId, Dictionary<string, string> attributes) => Attributed(new ResourceState
    {
        LogicalId = declared.LogicalId, PhysicalId = physicalId, Type = declared.Type, Status = "", Timestamp = context.Now,
        Properties = properties, Attributes = attributes, StackTags = operation.Target.Tags,
    }, declared);

    private static ResourceState Attributed(ResourceState resource, ResourceDeclaration declared) => resource with
    {
        Metadata = declared.Node["Metadata"]?.DeepClone(),
        DeletionPolicy = declared.DeletionPolicy,
        UpdateReplacePolicy = declared.UpdateReplacePolicy,
    };
}
