using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Ecr;
using Kayron.Sandbox.Aws.Ecs;
using Kayron.Sandbox.Aws.S3;
using Kayron.Sandbox.Aws.Sts;

namespace Kayron.Sandbox.Aws;

/// <summary>Everything that exists in the emulated AWS, and everything that is still to happen in it; a snapshot is this as JSON.</summary>
public sealed class AwsState
{
    /// <summary>Counts every identifier that was given out, so that a run is repeatable.</summary>
    public long Sequence { get; set; }

    public Dictionary<string, AccountState> Accounts { get; set; } = [];

    public Dictionary<string, BucketState> Buckets { get; set; } = [];

    public Dictionary<string, RoleState> Roles { get; set; } = [];

    public Dictionary<string, SessionState> Sessions { get; set; } = [];

    /// <summary>Values of SSM parameters, for templates that declare a parameter of an SSM type.</summary>
    public Dictionary<string, string> SystemsManagerParameters { get; set; } = [];

    /// <summary>What will happen, in the order in which it is due.</summary>
    public List<Step> Steps { get; set; } = [];

    public List<Fault> Faults { get; set; } = [];

    public AccountState Account(string id)
    {
        if (!Accounts.TryGetValue(id, out var account))
            Accounts[id] = account = new AccountState { Id = id };
        return account;
    }
}

/// <summary>What one account owns in the emulated region.</summary>
public sealed class AccountState
{
    public required string Id { get; init; }

    /// <summary>Stacks by their id, deleted ones included, in the order of their creation.</summary>
    public Dictionary<string, StackState> Stacks { get; set; } = [];

    public Dictionary<string, ChangeSetState> ChangeSets { get; set; } = [];

    public Dictionary<string, RepositoryState> Repositories { get; set; } = [];

    public EcsState Ecs { get; set; } = new();
}
