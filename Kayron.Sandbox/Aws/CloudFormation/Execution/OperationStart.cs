using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Execution;

/// <summary>Sets a stack on its way: creation, update or deletion.</summary>
public sealed class OperationStart(AwsContext context, Schedule schedule, StackEvents events, StackStore stacks)
{
    public void Create(StackState stack, StackDefinition target, string? token, Dictionary<string, string> captured)
    {
        stack.Operation = Operation(stack, OperationKind.Create, target, token, captured);
        events.Status(stack, "CREATE_IN_PROGRESS", stack.ParentId is null ? "User Initiated" : null);
        schedule.Now(new AdvanceStack(stack.StackId));
    }

    /// <param name="difference">Of a root: lets a fault choose what it strikes.</param>
    public void Update(StackState stack, StackDefinition target, string? token, Dictionary<string, string> captured, StackDifference? difference = null)
    {
        stack.Operation = Operation(stack, OperationKind.Update, target, token, captured);
        stack.Updated = context.Now;
        if (difference is not null) AimFault(stack, difference);
        events.Status(stack, "UPDATE_IN_PROGRESS", stack.ParentId is null ? "User Initiated" : null);
        schedule.Now(new AdvanceStack(stack.StackId));
    }

    public void Delete(StackState stack, string? token)
    {
        stack.Operation = Operation(stack, OperationKind.Delete, stack.Definition, token, []);
        stack.Operation.Phase = OperationPhase.Cleanup;
        events.Status(stack, "DELETE_IN_PROGRESS", stack.ParentId is null ? "User Initiated" : null);
        stack.Operation.Retired.AddRange(stack.Resources.Values.Select(resource => new RetiredResource { Resource = resource, Policy = resource.DeletionPolicy }));
        schedule.Now(new CleanStack(stack.StackId));
    }

    private StackOperation Operation(StackState stack, OperationKind kind, StackDefinition target, string? token, Dictionary<string, string> captured) => new()
    {
        Kind = kind,
        Target = target,
        Previous = stack.Definition,
        Token = token ?? stacks.Parent(stack)?.Operation?.Token,
        ResourcesBefore = new Dictionary<string, ResourceState>(stack.Resources),
        OutputsBefore = stack.Outputs,
        CapturedTemplates = captured,
    };

    /// <summary>A fault without a target strikes an ECS service where one changes: that is where updates fail in practice.</summary>
    private static void AimFault(StackState stack, StackDifference difference)
    {
        if (stack.NextFault is not { } fault) return;
        var leaves = difference.Leaves().ToList();
        var path = fault.Target is null
            ? leaves.OrderBy(leaf => leaf.Type == ResourceTypeNames.Service ? 0 : 1).Select(leaf => leaf.Path).FirstOrDefault()
            : leaves.Select(leaf => leaf.Path).FirstOrDefault(candidate => candidate == fault.Target || candidate.EndsWith("/" + fault.Target, StringComparison.Ordinal));
        if (path is null) return;
        stack.Operation!.Fault = fault with { Target = path };
        stack.NextFault = null;
    }
}
