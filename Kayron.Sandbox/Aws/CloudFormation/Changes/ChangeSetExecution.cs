using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.Operations;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Executes exactly what a change set has captured, and deletes the others of its stack.</summary>
public sealed class ChangeSetExecution(AwsContext context, StackStore stacks, StackComparison comparer, OperationStart operations)
{
    public void Execute(ChangeSetState set, StackState stack, string? token, bool disableRollback)
    {
        if (set.ParentId is not null) throw AwsException.Validation($"ChangeSet [{set.Id}] is nested; execute its root [{set.RootId}].");
        if (set.Status != "CREATE_COMPLETE" || set.ExecutionStatus != "AVAILABLE")
            throw new AwsException("InvalidChangeSetStatus", $"ChangeSet [{set.Id}] cannot be executed in its current status of [{set.Status}] and execution status of [{set.ExecutionStatus}]");
        if (stack.IsBusy) throw new AwsException("InvalidChangeSetStatus", $"ChangeSet [{set.Id}] cannot be executed in its current execution status of [OBSOLETE]: Stack:{stack.StackId} is in {stack.Status} state");
        if (set.Type == "UPDATE") StackCommands.RequireUpdatable(stack);
        stack.DisableRollback = disableRollback;
        Start(set, stack, token);
        set.ExecutionStatus = "EXECUTE_COMPLETE";
        stack.ChangeSetId = set.Id;
        foreach (var nested in All(set)) if (stacks.TryById(nested.StackId) is { } child) child.ChangeSetId = nested.Id;
        foreach (var other in context.State.Account(stack.Account).ChangeSets.Values.Where(other => other.StackId == stack.StackId && other.Id != set.Id).ToList()) Delete(other);
    }

    /// <summary>Nested change sets go with their root.</summary>
    public void Delete(ChangeSetState set)
    {
        foreach (var each in All(set).ToList()) context.State.Account(Arn.Account(set.Id)).ChangeSets.Remove(each.Id);
    }

    private void Start(ChangeSetState set, StackState stack, string? token)
    {
        var captured = new Dictionary<string, string>(set.CapturedTemplates);
        if (set.Type == "CREATE")
        {
            stack.Definition = set.Definition;
            operations.Create(stack, set.Definition, token, captured);
            return;
        }
        operations.Update(stack, set.Definition, token, captured, comparer.Compare(stack, set.Definition, captured));
    }

    private IEnumerable<ChangeSetState> All(ChangeSetState set) =>
        set.NestedIds.Select(id => context.State.Account(Arn.Account(id)).ChangeSets.GetValueOrDefault(id)).OfType<ChangeSetState>().SelectMany(All).Append(set);
}
