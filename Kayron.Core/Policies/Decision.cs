using Kayron.Core.Queries;

namespace Kayron.Core.Policies;

/// <summary>From mild to strict.</summary>
public enum Verdict
{
    Allow,

    /// <summary>People must approve.</summary>
    Approve,

    /// <summary>Could not be judged without something that was not available; never deploys.</summary>
    Unknown,

    /// <summary>Not now.</summary>
    Hold,
    Deny,
}

/// <summary>What one policy says about one change, with what it saw.</summary>
/// <param name="Until">When it looks different by itself; null: only a person or an input changes it.</param>
/// <param name="RequiredApprovals">Distinct people it asks for, also once they have given it.</param>
/// <param name="Confirmations">Logical ids that an approver must type.</param>
public sealed record Decision(
    string Policy, Verdict Verdict, string Reason, string? Evidence = null, DateTimeOffset? Until = null, int RequiredApprovals = 0, IReadOnlyList<string>? Confirmations = null)
{
    /// <summary>No override passes it: what it guards against would fail, or cannot be told.</summary>
    public bool IsFirm { get; init; }

    public DecisionView ToView() => new(Policy, Verdicts.Name(Verdict), Reason, Evidence, Until);
}
