using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Makes, shows, executes and deletes change sets.</summary>
public sealed partial class ChangeSetOperations(
    AwsContext context, StackStore stacks, DefinitionInput definitions, StackCommands commands, ChangeSetCreation creation, ChangeSetExecution execution)
{
    public Dictionary<string, Operation> All => new()
    {
        ["CreateChangeSet"] = CreateChangeSet,
        ["DescribeChangeSet"] = DescribeChangeSet,
        ["ListChangeSets"] = ListChangeSets,
        ["DeleteChangeSet"] = DeleteChangeSet,
        ["ExecuteChangeSet"] = ExecuteChangeSet,
    };

    private JsonObject CreateChangeSet(AwsCall call, JsonObject input)
    {
        var (stackName, name, token) = (input.Required("StackName"), input.Required("ChangeSetName"), input.Text("ClientToken"));
        if (!Name().IsMatch(name)) throw AwsException.Validation($"1 validation error detected: Value '{name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        var creates = input.Text("ChangeSetType") == "CREATE";
        var existing = stacks.Find(call.Account, stackName);
        if (existing is not null && stacks.FindChangeSet(call.Account, name, existing.StackId) is { } same)
            return token is not null && same.Token == token ? Answer(same) : throw new AwsException("AlreadyExistsException", $"ChangeSet {name} cannot be created due to a mismatch with existing attribute ClientToken");
        var stack = Target(call, stackName, existing, creates, input);
        var set = new ChangeSetState
        {
            Id = $"arn:aws:cloudformation:{context.Options.Region}:{call.Account}:changeSet/{name}/{context.NextGuid()}", Name = name, StackId = stack.StackId, StackName = stack.Name,
            Type = creates ? "CREATE" : "UPDATE", Created = context.Now, Description = input.Text("Description"), Token = token,
            IncludeNestedStacks = input.Flag("IncludeNestedStacks"), Definition = definitions.Read(input, stack.Definition),
        };
        creation.Begin(set);
        return Answer(set);
    }

    private StackState Target(AwsCall call, string name, StackState? existing, bool creates, JsonObject input)
    {
        if (!creates)
        {
            if (existing is null) throw AwsException.Validation($"Stack [{name}] does not exist");
            StackCommands.RequireUpdatable(existing);
            return existing;
        }
        if (existing is not null) return existing.Status == "REVIEW_IN_PROGRESS" ? existing : throw AwsException.Validation($"Stack [{name}] already exists and cannot be created again with the changeSet [{input.Text("ChangeSetName")}].");
        // Refused input must not leave an empty stack behind.
        definitions.Read(input, new StackDefinition());
        return commands.Define(call.Account, name);
    }

    private JsonObject DescribeChangeSet(AwsCall call, JsonObject input)
    {
        var set = Required(call, input);
        var page = Paging.Of(set.Changes, "changes", input.Text("NextToken"), context.Options.PageSize);
        return ChangeSetRendering.ChangeSet(set, page, input.Flag("IncludePropertyValues"));
    }

    private JsonObject ListChangeSets(AwsCall call, JsonObject input)
    {
        var stack = stacks.Required(call.Account, input.Required("StackName"), "Stack [{0}] does not exist");
        var sets = context.State.Account(call.Account).ChangeSets.Values.Where(set => set.StackId == stack.StackId).ToList();
        var page = Paging.Of(sets, "changesets", input.Text("NextToken"), context.Options.PageSize);
        return new JsonObject { ["Summaries"] = page.Items.Select(ChangeSetRendering.Summary).ToJsonArray(), ["NextToken"] = page.NextToken }.WithoutAbsent();
    }

    private JsonObject DeleteChangeSet(AwsCall call, JsonObject input)
    {
        // A change set that does not exist counts as deleted.
        if (stacks.FindChangeSet(call.Account, input.Required("ChangeSetName"), input.Text("StackName")) is not { } set) return [];
        if (set.ParentId is not null) throw new AwsException("InvalidChangeSetStatus", $"ChangeSet [{set.Id}] is nested and cannot be deleted; delete its root [{set.RootId}].");
        if (set.ExecutionStatus == "EXECUTE_IN_PROGRESS") throw new AwsException("InvalidChangeSetStatus", $"ChangeSet [{set.Id}] cannot be deleted in its current execution status of [{set.ExecutionStatus}]");
        execution.Delete(set);
        return [];
    }

    private JsonObject ExecuteChangeSet(AwsCall call, JsonObject input)
    {
        var token = input.Text("ClientRequestToken");
        var set = Required(call, input);
        var stack = stacks.ById(set.StackId);
        if (token is not null && stack.Events.Exists(item => item.Token == token)) return [];
        execution.Execute(set, stack, token, input.Flag("DisableRollback"));
        return [];
    }

    private ChangeSetState Required(AwsCall call, JsonObject input)
    {
        var name = input.Required("ChangeSetName");
        if (input.Text("StackName") is { } stack && !Arn.Is(name)) stacks.Required(call.Account, stack, "Stack [{0}] does not exist");
        return stacks.FindChangeSet(call.Account, name, input.Text("StackName")) ?? throw new AwsException("ChangeSetNotFound", $"ChangeSet [{name}] does not exist", 404);
    }

    private static JsonObject Answer(ChangeSetState set) => new() { ["Id"] = set.Id, ["StackId"] = set.StackId };

    [GeneratedRegex("^[a-zA-Z][-a-zA-Z0-9]{0,127}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
