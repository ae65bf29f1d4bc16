using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Works out a change set, and those of the nested stacks where they were asked for, some time after it was asked for.</summary>
public sealed class ChangeSetCreation(AwsContext context, Schedule schedule, StackStore stacks, StackComparison comparer)
{
    public const string NoChanges = "The submitted information didn't contain changes. Submit different information to create a change set.";

    private const double PendingSeconds = 0.4;
    private const double WorkingSeconds = 1.6;

    public void Begin(ChangeSetState set)
    {
        context.State.Account(Arn.Account(set.StackId)).ChangeSets[set.Id] = set;
        schedule.After(PendingSeconds, new AdvanceChangeSet(set.Id));
    }

    public void Apply(AdvanceChangeSet step)
    {
        // It may have been deleted meanwhile.
        if (!context.State.Account(Arn.Account(step.ChangeSetId)).ChangeSets.TryGetValue(step.ChangeSetId, out var set)) return;
        if (set.Status == "CREATE_PENDING")
        {
            set.Status = "CREATE_IN_PROGRESS";
            schedule.After(WorkingSeconds, step);
        }
        else if (set.Status == "CREATE_IN_PROGRESS") Complete(set);
    }

    private void Complete(ChangeSetState set)
    {
        try
        {
            var stack = stacks.ById(set.StackId);
            // Without nested change sets nothing is captured: nested templates are read again when it executes.
            var difference = comparer.Compare(stack, set.Definition, set.IncludeNestedStacks ? set.CapturedTemplates : new Dictionary<string, string>());
            Fill(set, stack, difference);
            if (set.Changes.Count > 0 || difference.OutputsChange) Available(set);
            else Fail(set, NoChanges);
        }
        catch (AwsException error)
        {
            Fail(set, error.Message);
        }
    }

    private void Fill(ChangeSetState set, StackState stack, StackDifference difference)
    {
        var rendering = new ChangeRendering(stack, set.Definition, difference);
        var changes = difference.Resources.Select(resource => (resource.LogicalId, Change: rendering.Change(resource, set.IncludeNestedStacks ? NestedSet(set, resource) : null))).ToList();
        if (!set.IncludeNestedStacks) changes.AddRange(Unseen(stack, difference).Select(resource => (resource.LogicalId, ChangeRendering.Automatic(resource))));
        set.Changes = [.. changes.OrderBy(entry => entry.LogicalId, StringComparer.Ordinal).Select(entry => entry.Change)];
    }

    /// <summary>CloudFormation does not look into nested stacks then, and lists every one of them.</summary>
    private IEnumerable<ResourceState> Unseen(StackState stack, StackDifference difference) =>
        stack.Resources.Values.Where(resource => stacks.Nested(resource) is not null && difference.Resources.All(other => other.LogicalId != resource.LogicalId));

    private string? NestedSet(ChangeSetState parent, ResourceDifference resource)
    {
        if (resource.Nested is not { } inside) return null;
        var child = stacks.Nested(resource.Current);
        var name = $"{parent.Name}-{resource.LogicalId}-{context.NextSuffix()}";
        var stackName = child?.Name ?? $"{parent.StackName}-{resource.LogicalId}-{context.NextSuffix()}";
        var account = Arn.Account(parent.Id);
        var set = new ChangeSetState
        {
            Id = $"arn:aws:cloudformation:{context.Options.Region}:{account}:changeSet/{name}/{context.NextGuid()}", Name = name,
            StackId = child?.StackId ?? $"arn:aws:cloudformation:{context.Options.Region}:{account}:stack/{stackName}/{context.NextGuid()}", StackName = stackName,
            Type = child is null ? "CREATE" : "UPDATE", Created = context.Now, IncludeNestedStacks = true,
            ParentId = parent.Id, RootId = parent.RootId ?? parent.Id, Definition = inside.Definition,
        };
        context.State.Account(account).ChangeSets[set.Id] = set;
        parent.NestedIds.Add(set.Id);
        var stack = child ?? new StackState { StackId = set.StackId, Name = stackName, Account = account, Created = context.Now };
        Fill(set, stack, inside);
        Available(set);
        return set.Id;
    }

    private static void Available(ChangeSetState set) => (set.Status, set.ExecutionStatus) = ("CREATE_COMPLETE", "AVAILABLE");

    private static void Fail(ChangeSetState set, string reason) => (set.Status, set.StatusReason, set.ExecutionStatus) = ("FAILED", reason, "UNAVAILABLE");
}
