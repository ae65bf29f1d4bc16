using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies;

/// <summary>All that policies judge by.</summary>
/// <param name="Effects">Null where no change set was made (<c>kayron plan</c>): policies that need it answer unknown.</param>
/// <param name="Approvals">Given to this very change, fingerprint and effects.</param>
/// <param name="FailedBefore">When these planned inputs failed in this environment last; null where they have not.</param>
public sealed record ChangeFacts(
    EnvironmentSettings Environment, DateTimeOffset Now, StackState Stack, ResourceEffects? Effects, IReadOnlyList<Approval> Approvals, IReadOnlyList<Pause> Pauses, DateTimeOffset? FailedBefore)
{
    /// <summary>Releases whose version moves.</summary>
    public required IReadOnlyList<ChangedRelease> Releases { get; init; }

    /// <summary>People whom a policy that asks for approval wants, also where every change is let go without.</summary>
    /// <remarks>One more where it is not known whose work the change is, or whether an approver is one of those.</remarks>
    public int RequiredWhereAsked => Math.Max(1, Environment.Policies.Approval.Required) + (Environment.Policies.Approval.PreventSelf && Doubts.Any() ? 1 : 0);

    /// <summary>Why an approval might be given to one's own work, one sentence each.</summary>
    public IEnumerable<string> Doubts =>
        [.. People.Unknown, .. Approvers.Where(approval => string.IsNullOrEmpty(approval.Login)).Select(approval => $"no GitHub login of {approval.Name} is known, who may be an author")];

    /// <summary>Whether it leaves versions that are quarantined, and does nothing else.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Who said that what failed may be tried once more; null: nobody did.</summary>
    public string? RetriedBy { get; init; }

    /// <summary>Of this very change, fingerprint and effects.</summary>
    public Override? Override { get; init; }

    /// <summary>Distinct people who approved, and whose own work it is not.</summary>
    public IReadOnlyList<Approval> Approvers => [.. Approvals.Where(approval => approval.Approved && !IsSelf(approval)).DistinctBy(approval => approval.Person)];

    /// <summary>Whose work the change is.</summary>
    public required ChangePeople People { get; init; }

    /// <summary>Of the images that the releases bring, by release.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; init; } = new Dictionary<string, string>();

    /// <summary>What the environment has done that goes first.</summary>
    public EnvironmentProgress After { get; init; } = EnvironmentProgress.None;

    /// <summary>When it ends undecided; null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Those of a change that was stored. The loop and a simulation judge by the same facts, because both are put together here.</summary>
    public static ChangeFacts Of(EnvironmentSettings environment, DateTimeOffset now, StackState stack, Change change, ChangeRecord record) =>
        new(environment, now, stack, change.Effects, record.Approvals, record.Pauses, record.History.FailedAt)
        {
            Releases = change.Plan.Releases, People = change.Plan.People, IsRollback = change.Plan.Rollback is not null, Expires = change.CreatedAt + environment.Policies.Approval.Expires,
            RetriedBy = record.History.RetriedBy, Override = record.Override, After = record.After,
            Digests = change.Plan.Images.Where(image => image.Preview is null).ToDictionary(image => image.Release, image => image.Digest),
        };

    private bool IsSelf(Approval approval) => Environment.Policies.Approval.PreventSelf && People.FindContribution(approval.Login) is not null;
}

/// <summary>What is known of a change beside its plan.</summary>
/// <param name="Approvals">Given to this very change, fingerprint and effects; so is the override.</param>
/// <param name="Pauses">In force for the environment, of any service.</param>
/// <param name="History">What came of the same inputs before.</param>
/// <param name="After">What the environment has done that goes first.</param>
public sealed record ChangeRecord(IReadOnlyList<Approval> Approvals, IReadOnlyList<Pause> Pauses, InputsHistory History, Override? Override, EnvironmentProgress After);
