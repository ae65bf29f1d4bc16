namespace Kayron.Core.Queries;

/// <param name="State">planned, blocked, awaiting-approval, ready, executing, succeeded, failed, superseded, rejected or expired.</param>
/// <param name="Waiting">One sentence: what it waits for, or how it ended.</param>
/// <param name="Approved">Approvals given for this fingerprint.</param>
/// <param name="Required">Approvals needed.</param>
public sealed record ChangeSummary(
    string Id, string Environment, string State, string Fingerprint, DateTimeOffset CreatedAt, IReadOnlyList<ChangedRelease> Releases,
    string Waiting, int Approved, int Required, int Replaced, int Removed, long? DeploymentId)
{
    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];

    /// <summary>Whose work it is: they cannot approve it where the environment prevents that, else empty.</summary>
    public IReadOnlyList<ContributorView> Contributors { get; init; } = [];
}

/// <summary>A preview that a change makes, moves or removes.</summary>
/// <param name="PullRequest">0 where it is not known.</param>
/// <param name="From">Commit that runs; null: it is made.</param>
/// <param name="To">Commit that would run; null: it is removed.</param>
public sealed record ChangedPreview(string Service, string Hash, int PullRequest, string? From, string? To);

/// <param name="From">Null: it does not run yet.</param>
/// <param name="CompareUrl">Where to read what is in it; null where there is nothing to compare.</param>
/// <param name="Class">patch, minor, major, prerelease, branch, downgrade, new or unknown.</param>
/// <param name="Commits">Null where they could not be read or compared.</param>
/// <param name="Repository">OWNER/NAME; null where an earlier Kayron planned it.</param>
public sealed record ChangedRelease(string Name, string? From, string To, string? CompareUrl, string Class, ContainedCommits? Commits = null, string? Repository = null);

/// <param name="Authors">Distinct, most commits first.</param>
public sealed record ContainedCommits(int Count, IReadOnlyList<string> Authors, bool Complete);

/// <summary>A change with everything a person needs to judge it.</summary>
/// <param name="Source">Commit of the release source it was planned from.</param>
/// <param name="ChangeSet">Name of the CloudFormation change set that approving executes.</param>
/// <param name="Confirmations">Logical ids that an approver must type.</param>
/// <param name="NestedEffectsKnown">False: CloudFormation could not say what happens in nested stacks.</param>
public sealed record ChangeView(
    string Id, string Environment, string State, string Fingerprint, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string Source, string Stack, string? ChangeSet,
    IReadOnlyList<ChangedRelease> Releases, IReadOnlyList<ChangedParameter> Parameters, IReadOnlyList<ChangedResource> Resources, IReadOnlyList<ChangedTemplate> Templates,
    IReadOnlyList<DecisionView> Decisions, IReadOnlyList<ApprovalView> Approvals, int Required, IReadOnlyList<string> Confirmations, bool NestedEffectsKnown,
    string Waiting, IReadOnlyList<string> Warnings, long? DeploymentId, string? SupersededBy)
{
    public IReadOnlyList<ChangedPreview> Previews { get; init; } = [];

    /// <summary>Null: nobody let it pass its gates.</summary>
    public OverrideView? Override { get; init; }

    /// <summary>Null: it goes forward.</summary>
    public RollbackView? Rollback { get; init; }

    /// <summary>Whether an operator may have what failed tried once more.</summary>
    public bool Retryable { get; init; }

    /// <summary>Repositories of its images in which a tag can be moved, after which it needs approval again.</summary>
    public IReadOnlyList<string> MutableRepositories { get; init; } = [];

    /// <summary>Whose work it is: they cannot approve it where the environment prevents that, else empty.</summary>
    public IReadOnlyList<ContributorView> Contributors { get; init; } = [];

    /// <summary>What could not be found out of whose work it is, one sentence each; asks for one approval more.</summary>
    public IReadOnlyList<string> UnknownContributors { get; init; } = [];
}

/// <param name="Login">At GitHub.</param>
/// <param name="What">To be read after the name: <c>wrote a commit in api</c>.</param>
public sealed record ContributorView(string Login, string What);

/// <summary>NoEcho values are masked.</summary>
public sealed record ChangedParameter(string Key, string? From, string? To);

/// <param name="Action">add, modify, replace, maybe-replace or remove.</param>
/// <param name="Replacement">CloudFormation's word: True, False, Conditional, or null.</param>
/// <param name="Confidence">certain, or guess where CloudFormation decides only while updating.</param>
/// <param name="Stack">Logical ids from the root, joined by <c>/</c>; empty for the root stack.</param>
/// <param name="Guarded">A stateful type that is removed or replaced.</param>
public sealed record ChangedResource(
    string LogicalId, string Type, string Action, string? Replacement, string Confidence, string Stack, bool Guarded, IReadOnlyList<ChangedProperty> Details);

public sealed record ChangedProperty(string Property, string? Before, string? After, string? Cause);

/// <param name="Path">Of the template in the infrastructure repository, or of the stack where it has none there.</param>
/// <param name="Diff">Unified diff; empty where only its name is known to differ.</param>
public sealed record ChangedTemplate(string Path, string Diff);

/// <param name="Verdict">approved or rejected.</param>
public sealed record ApprovalView(string Account, string Name, string Verdict, string? Comment, DateTimeOffset At);
