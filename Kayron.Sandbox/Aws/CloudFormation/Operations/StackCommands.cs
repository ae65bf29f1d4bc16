using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Creates, updates, cancels and deletes stacks.</summary>
public sealed partial class StackCommands(AwsContext context, StackStore stacks, DefinitionInput definitions, StackComparison comparer, OperationStart operations, OperationFailure failure, RollbackPhase rollback)
{
    public Dictionary<string, Operation> All => new()
    {
        ["CreateStack"] = CreateStack,
        ["UpdateStack"] = UpdateStack,
        ["DeleteStack"] = DeleteStack,
        ["CancelUpdateStack"] = CancelUpdateStack,
        ["ContinueUpdateRollback"] = ContinueUpdateRollback,
    };

    /// <summary>A stack that exists by name only, as a change set of type CREATE leaves it.</summary>
    public StackState Define(string account, string name)
    {
        if (!StackName().IsMatch(name)) throw AwsException.Validation($"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        var stack = new StackState { StackId = $"arn:aws:cloudformation:{context.Options.Region}:{account}:stack/{name}/{context.NextGuid()}", Name = name, Account = account, Created = context.Now };
        context.State.Account(account).Stacks[stack.StackId] = stack;
        return stack;
    }

    /// <exception cref="AwsException">The stack is on its way somewhere else, or cannot be updated at all.</exception>
    public static void RequireUpdatable(StackState stack)
    {
        if (stack.Status is "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "IMPORT_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE" or "UPDATE_FAILED") return;
        throw AwsException.Validation($"Stack:{stack.StackId} is in {stack.Status} state and can not be updated.");
    }

    private JsonObject CreateStack(AwsCall call, JsonObject input)
    {
        var name = input.Required("StackName");
        if (stacks.Find(call.Account, name) is { } existing)
        {
            if (Repeats(existing, input)) return Answer(existing);
            throw new AwsException("AlreadyExistsException", $"Stack [{name}] already exists");
        }
        var definition = definitions.Read(input, new StackDefinition());
        var stack = Define(call.Account, name);
        stack.DisableRollback = input.Flag("DisableRollback") || input.Text("OnFailure") == "DO_NOTHING";
        // While it is created a stack already shows what it will be.
        stack.Definition = definition;
        operations.Create(stack, definition, input.Text("ClientRequestToken"), []);
        return Answer(stack);
    }

    private JsonObject UpdateStack(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack [{0}] does not exist");
        if (Repeats(stack, input)) return Answer(stack);
        RequireUpdatable(stack);
        var definition = definitions.Read(input, stack.Definition);
        var captured = new Dictionary<string, string>();
        var difference = comparer.Compare(stack, definition, captured);
        if (difference.IsEmpty) throw AwsException.Validation("No updates are to be performed.");
        stack.DisableRollback = input.Flag("DisableRollback");
        operations.Update(stack, definition, input.Text("ClientRequestToken"), captured, difference);
        MakeChangeSetsObsolete(stack);
        return Answer(stack);
    }

    /// <summary>They describe changes to a stack that is no more. They stay until somebody deletes them.</summary>
    private void MakeChangeSetsObsolete(StackState stack)
    {
        var available = context.State.Account(stack.Account).ChangeSets.Values.Where(set => set.StackId == stack.StackId && set.ExecutionStatus == "AVAILABLE");
        foreach (var set in available.ToList()) set.ExecutionStatus = "OBSOLETE";
    }

    private JsonObject DeleteStack(AwsCall call, JsonObject input)
    {
        // Deleting what does not exist succeeds, as with every delete of CloudFormation.
        if (stacks.Find(call.Account, input.Required("StackName")) is not { } stack || stack.Status is "DELETE_COMPLETE" or "DELETE_IN_PROGRESS") return [];
        if (stack.IsBusy && stack.Operation is not { Kind: OperationKind.Create }) throw AwsException.Validation($"Stack [{stack.Name}] cannot be deleted while in status {stack.Status}");
        operations.Delete(stack, input.Text("ClientRequestToken"));
        return [];
    }

    private JsonObject CancelUpdateStack(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack [{0}] does not exist");
        if (stack.Status != "UPDATE_IN_PROGRESS") throw AwsException.Validation($"CancelUpdateStack cannot be called from current stack status {stack.Status}");
        failure.Cancel(stack);
        return [];
    }

    private JsonObject ContinueUpdateRollback(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack [{0}] does not exist");
        if (stack.Status != "UPDATE_ROLLBACK_FAILED") throw AwsException.Validation($"Stack:{stack.StackId} is in {stack.Status} state and can not continue rollback.");
        if (stack.ParentId is not null) throw AwsException.Validation("RollbackStack can only be called on a root stack.");
        stack.Operation!.Skipped = [.. input.Strings("ResourcesToSkip").Select(name => name.Replace('.', '/'))];
        rollback.Begin(stack, stack.Operation);
        return [];
    }

    private static bool Repeats(StackState stack, JsonObject input) =>
        input.Text("ClientRequestToken") is { } token && stack.Events.Exists(item => item.Token == token);

    private static JsonObject Answer(StackState stack) => new() { ["StackId"] = stack.StackId };

    [GeneratedRegex("^[a-zA-Z][-a-zA-Z0-9]{0,127}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StackName();
}
