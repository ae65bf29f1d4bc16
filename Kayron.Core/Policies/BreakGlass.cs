using Kayron.Core.Changes;

namespace Kayron.Core.Policies;

/// <summary>What an override does to a decision: it stands as it was and lets the change pass, unless it is firm.</summary>
public static class BreakGlass
{
    public static Decision Pass(Decision decision, Override? passed) => passed is null || decision.IsFirm || decision.Verdict == Verdict.Allow
        ? decision
        : decision with { Verdict = Verdict.Allow, Reason = $"Overridden by {passed.Name}", Evidence = decision.Reason, Until = null, RequiredApprovals = 0 };
}
