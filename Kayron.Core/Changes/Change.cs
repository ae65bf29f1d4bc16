using Kayron.Core.Policies.Access;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

public enum ChangeState
{
    /// <summary>Its change set is being made.</summary>
    Planned,
    Blocked,
    AwaitingApproval,
    Ready,

    /// <summary>Executing or verifying.</summary>
    Executing,
    Succeeded,
    Failed,
    Superseded,
    Rejected,
    Expired,
}

/// <summary>One proposal for one environment, pinned by its fingerprint from planning to its end.</summary>
public sealed record Change
{
    public required string Id { get; init; }
    public required string Environment { get; init; }
    public required ChangeState State { get; init; }
    public required string Fingerprint { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required ChangePlan Plan { get; init; }

    /// <summary>Counts the change sets made for it; part of their name.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Resource changes as CloudFormation announced them; null until the change set is there.</summary>
    public ResourceEffects? Effects { get; init; }

    /// <summary>What it waits for, or how it ended, in one sentence.</summary>
    public string Waiting { get; init; } = "its change set is being made";
    public int Required { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? SupersededBy { get; init; }

    /// <summary>Also the token of its execution, so that CloudFormation's events tell whose they are.</summary>
    public string ChangeSetName => $"kayron-{Id}-{Attempt}";
    public bool IsOpen => State <= ChangeState.Executing;

    /// <summary>Not executed and not ended.</summary>
    public bool IsUndecided => State <= ChangeState.Ready;
}

/// <summary>Everything a change was planned from and would send; never altered after planning.</summary>
/// <param name="Source">Commit of the release source.</param>
/// <param name="StackMarker">See <see cref="StackBase.MarkerOf"/>.</param>
/// <param name="Warnings">For people: what cannot be promised.</param>
public sealed record ChangePlan(
    string Source, string Stack, PlannedInputs Inputs, string InputsDigest, string StackMarker, StackBase Base, Uri Template, IReadOnlyList<ParameterInput> Parameters,
    IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Capabilities, string? ServiceRole, bool IncludeNestedStacks, IReadOnlyList<ApprovedImage> Images,
    IReadOnlyList<ChangedRelease> Releases, IReadOnlyList<ChangedParameter> ParameterChanges, IReadOnlyList<ChangedTemplate> TemplateChanges, IReadOnlyList<string> Warnings)
{
    /// <summary>Whose work it is.</summary>
    public ChangePeople People { get; init; } = ChangePeople.NotLookedAt;

    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];

    /// <summary>Repositories of its images in which a tag can be moved.</summary>
    public IReadOnlyList<string> MutableRepositories { get; init; } = [];

    /// <summary>Null: it goes forward.</summary>
    public Rollback? Rollback { get; init; }
}

/// <param name="NestedKnown">False: CloudFormation could not say what happens in nested stacks.</param>
/// <param name="Resolved">What the parameters that name a Systems Manager parameter stand for in the change set, by key.</param>
/// <param name="OthersChangeSets">Change sets of other people on the stack: CloudFormation deletes them when this one is executed.</param>
public sealed record ResourceEffects(
    string ChangeSetArn, bool NestedKnown, IReadOnlyList<ResourceChange> Resources, IReadOnlyDictionary<string, string>? Resolved = null, IReadOnlyList<string>? OthersChangeSets = null)
{
    /// <summary>What it lets anybody do that they could not before; null where that was not looked at.</summary>
    public IReadOnlyList<AccessWidening>? Widenings { get; init; }

    /// <summary>What an approver saw. Order and CloudFormation's own ids do not count.</summary>
    public string Digest()
    {
        var digest = new CanonicalDigest().Add("nested", NestedKnown ? "known" : "unknown").AddAll("resolved", Resolved ?? new Dictionary<string, string>());
        foreach (var resource in Resources)
        {
            digest.Add("resource", resource.Stack, resource.LogicalId, resource.Type, resource.Action, resource.Replacement, resource.PolicyAction);
            foreach (var detail in resource.Details)
                digest.Add("detail", resource.Stack, resource.LogicalId, detail.Attribute, detail.Name, detail.Evaluation, detail.RequiresRecreation);
        }
        return digest.ToString();
    }
}

/// <summary>One person's word on one fingerprint.</summary>
/// <param name="Effects">Digest of the resource changes that were on the screen.</param>
/// <param name="Confirmed">Logical ids that were typed.</param>
/// <param name="Login">At GitHub, where there is one.</param>
public sealed record Approval(string Account, string Name, bool Approved, string Fingerprint, string Effects, string? Comment, IReadOnlyList<string> Confirmed, DateTimeOffset At, string? Login = null)
{
    /// <summary>The same for two accounts, such as a session and a token, that are one person at GitHub.</summary>
    public string Person => string.IsNullOrEmpty(Login) ? Account : Login.ToLowerInvariant();
}
