using Kayron.Core.Policies.Rules;

namespace Kayron.Core.Policies;

/// <summary>Every change policy, in the order in which people read them. All are evaluated; the strictest wins.</summary>
public static class ChangePolicies
{
    public static IReadOnlyList<IPolicy> All { get; } =
    [
        new StackStatusPolicy(),
        new PausePolicy(),
        new WindowPolicy(),
        new OrderPolicy(),
        new RetryPolicy(),
        new VersionClassPolicy(),
        new DestructiveChangePolicy(),
        new BroadeningPolicy(),
        new ApprovalPolicy(),
    ];

    public static IReadOnlyList<Decision> Judge(ChangeFacts facts) => Judge(All, facts);

    /// <summary>An evaluation that throws denies: a gate that cannot be read is closed. So is an empty list.</summary>
    public static IReadOnlyList<Decision> Judge(IReadOnlyList<IPolicy> policies, ChangeFacts facts) => policies.Count == 0
        ? [new Decision("Policies", Verdict.Deny, "no policy is compiled in: nothing may be deployed") { IsFirm = true }]
        : [.. policies.Select(policy => BreakGlass.Pass(Judge(policy, facts), facts.Override))];

    private static Decision Judge(IPolicy policy, ChangeFacts facts)
    {
        try
        {
            var decision = policy.Judge(facts);
            return facts.IsRollback && decision.Verdict != Verdict.Allow && !policy.HoldsRollbacks(facts.Environment.Policies)
                ? decision with { Verdict = Verdict.Allow, Reason = "Does not hold a rollback", Evidence = decision.Reason, Until = null, RequiredApprovals = 0 }
                : decision;
        }
        catch (Exception failure)
        {
            return new Decision(policy.Name, Verdict.Deny, $"could not be evaluated: {failure.Message}") { IsFirm = true };
        }
    }
}
