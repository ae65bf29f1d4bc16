using Kayron.Core.Policies;

namespace Kayron.Core.Changes;

/// <summary>
/// How a change moves. States before execution follow from the decisions of the moment; execution, its ends, and the ends that people and time bring are
/// final. Pure: the same change and facts give the same next state.
/// </summary>
public static class ChangeLifecycle
{
    private static readonly ChangeState[] Undecided = [ChangeState.Planned, ChangeState.Blocked, ChangeState.AwaitingApproval, ChangeState.Ready];

    public static bool CanBecome(ChangeState from, ChangeState to) => (from, to) switch
    {
        (ChangeState.Ready, ChangeState.Executing) => true,
        (ChangeState.Executing, ChangeState.Succeeded or ChangeState.Failed) => true,
        (_, ChangeState.Executing or ChangeState.Succeeded) => false,
        _ => Undecided.Contains(from) && to is not ChangeState.Planned,
    };

    /// <summary>The change with the state and the sentence that its decisions lead to.</summary>
    public static Change Decide(Change change, IReadOnlyList<Decision> decisions, int approvals)
    {
        if (!Undecided.Contains(change.State) || change.Effects is null) return change;
        var required = decisions.Select(decision => decision.RequiredApprovals).DefaultIfEmpty().Max();
        var (state, waiting) = Verdicts.Strictest(decisions) switch
        {
            { Verdict: Verdict.Deny or Verdict.Hold or Verdict.Unknown } gate => (ChangeState.Blocked, gate.Reason),
            { Verdict: Verdict.Approve } gate => (ChangeState.AwaitingApproval, approvals < required ? Missing(required - approvals) : gate.Reason),
            _ => (ChangeState.Ready, "starts with the next run"),
        };
        return change with { State = state, Waiting = waiting, Required = required };
    }

    public static Change End(Change change, ChangeState state, string waiting, DateTimeOffset now, string? supersededBy = null) =>
        CanBecome(change.State, state)
            ? change with { State = state, Waiting = waiting, EndedAt = now, SupersededBy = supersededBy }
            : throw new InvalidOperationException($"change {change.Id} is {change.State} and cannot become {state}");

    private static string Missing(int approvals) => approvals == 1 ? "needs 1 approval" : $"needs {approvals} approvals";
}
