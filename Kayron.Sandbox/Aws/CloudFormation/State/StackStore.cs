using Kayron.Sandbox.Aws.CloudFormation.Evaluation;

namespace Kayron.Sandbox.Aws.CloudFormation.State;

/// <summary>Finds stacks and change sets by what callers call them.</summary>
public sealed class StackStore(AwsContext context)
{
    public StackState ById(string stackId) => context.State.Account(Arn.Account(stackId)).Stacks[stackId];

    public StackState? TryById(string? stackId) => stackId is not null && Arn.Is(stackId) ? context.State.Account(Arn.Account(stackId)).Stacks.GetValueOrDefault(stackId) : null;

    public IEnumerable<StackState> Of(string account) => context.State.Account(account).Stacks.Values;

    /// <summary>By name only stacks that were not deleted are found, by id deleted ones too.</summary>
    public StackState? Find(string account, string nameOrId) => Arn.Is(nameOrId)
        ? context.State.Account(account).Stacks.GetValueOrDefault(nameOrId)
        : Of(account).LastOrDefault(stack => stack.Name == nameOrId && stack.Status != "DELETE_COMPLETE");

    /// <exception cref="AwsException">There is none; the words are CloudFormation's.</exception>
    public StackState Required(string account, string nameOrId, string message = "Stack with id {0} does not exist") =>
        Find(account, nameOrId) ?? throw AwsException.Validation(message.Replace("{0}", nameOrId));

    public StackState Root(StackState stack) => TryById(stack.RootId) ?? stack;

    public StackState? Parent(StackState stack) => TryById(stack.ParentId);

    /// <summary>The nested stack that a resource stands for.</summary>
    public StackState? Nested(ResourceState? resource) => resource?.Type == Templates.ResourceTypeNames.NestedStack ? TryById(resource.PhysicalId) : null;

    /// <summary>Where the stack is within its root: <c>Network/Subnets/</c>, empty for the root itself.</summary>
    public string Path(StackState stack) => Parent(stack) is { } parent ? $"{Path(parent)}{stack.ParentLogicalId}/" : "";

    public ChangeSetState? FindChangeSet(string account, string nameOrId, string? stackNameOrId)
    {
        var sets = context.State.Account(account).ChangeSets;
        if (Arn.Is(nameOrId)) return sets.GetValueOrDefault(nameOrId);
        if (stackNameOrId is null) throw AwsException.Validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        return Find(account, stackNameOrId) is { } stack ? sets.Values.LastOrDefault(set => set.StackId == stack.StackId && set.Name == nameOrId) : null;
    }

    public StackIdentity Identity(StackState stack) => new(stack.Account, context.Options.Region, stack.Name, stack.StackId);
}
