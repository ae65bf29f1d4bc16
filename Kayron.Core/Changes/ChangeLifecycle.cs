using Kayron.Core.Policies;

namespace Kayron.Core.Changes;

/// <summary>
/// How a change moves: one decision over what it is, what happens to it, and when. States before execution follow from the decisions of the moment; execution,
/// its ends, and the ends that people and time bring are final. Pure: the same change, command and time give the same next state.
/// </summary>
public static class ChangeLifecycle
{
    /// <returns>The change as it is afterwards; null where this cannot happen to it in its state.</returns>
    public static Change? Decide(Change change, ChangeCommand command, DateTimeOffset now) => (change, command) switch
    {
        ({ State: ChangeState.Executing }, ChangeCommand.Succeed) => End(change, ChangeState.Succeeded, "deployed and verified", now),
        ({ State: ChangeState.Executing }, ChangeCommand.Fail(var reason)) => End(change, ChangeState.Failed, reason, now),
        ({ State: ChangeState.Executing }, ChangeCommand.Withdraw(var reason)) => End(change, ChangeState.Superseded, reason, now),
        ({ IsUndecided: false }, _) => null,
        (_, ChangeCommand.Supersede(var reason, var by)) => End(change, ChangeState.Superseded, reason, now) with { SupersededBy = by },
        (_, ChangeCommand.Expire(var after)) => change.CreatedAt + after <= now ? End(change, ChangeState.Expired, "nobody decided in time", now) : null,
        (_, ChangeCommand.Refuse(var reason)) => change with { State = ChangeState.Blocked, Waiting = reason },
        ({ Effects: null }, ChangeCommand.Again(var attempt)) => change with { Attempt = attempt },
        ({ Effects: null }, ChangeCommand.Announce(var effects)) => change with { Effects = effects, State = ChangeState.Blocked, Waiting = "is being judged" },
        // Nobody can have looked at what is not known yet.
        ({ Effects: null } or { State: ChangeState.Planned }, _) => null,
        (_, ChangeCommand.Approve or ChangeCommand.Override) => change,
        (_, ChangeCommand.Reject(var words)) => End(change, ChangeState.Rejected, words, now),
        (_, ChangeCommand.Judge(var decisions, var approvals)) => Judge(change, decisions, approvals),
        ({ State: ChangeState.Ready }, ChangeCommand.Execute) => change with { State = ChangeState.Executing, Waiting = "deploying" },
        _ => null,
    };

    /// <exception cref="InvalidOperationException">This cannot happen to the change in its state: whoever asks must have looked before.</exception>
    public static Change Apply(Change change, ChangeCommand command, DateTimeOffset now) =>
        Decide(change, command, now) ?? throw new InvalidOperationException($"change {change.Id} is {ChangeStates.Name(change.State)}: {command.GetType().Name} cannot happen to it");

    private static Change Judge(Change change, IReadOnlyList<Decision> decisions, int approvals)
    {
        var required = decisions.Select(decision => decision.RequiredApprovals).DefaultIfEmpty().Max();
        var (state, waiting) = Verdicts.Strictest(decisions) switch
        {
            { Verdict: Verdict.Deny or Verdict.Hold or Verdict.Unknown } gate => (ChangeState.Blocked, gate.Reason),
            { Verdict: Verdict.Approve } gate => (ChangeState.AwaitingApproval, approvals < required ? Missing(required - approvals) : gate.Reason),
            _ => (ChangeState.Ready, "starts with the next run"),
        };
        return change with { State = state, Waiting = waiting, Required = required };
    }

    private static Change End(Change change, ChangeState state, string waiting, DateTimeOffset now) => change with { State = state, Waiting = waiting, EndedAt = now };

    private static string Missing(int approvals) => approvals == 1 ? "needs 1 approval" : $"needs {approvals} approvals";
}
