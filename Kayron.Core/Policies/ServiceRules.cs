using Kayron.Core.Policies.Services;

namespace Kayron.Core.Policies;

/// <summary>Every service rule, in the order in which they count: which version of a release is sent, and why. Others go on where one is held.</summary>
public static class ServiceRules
{
    public static IReadOnlyList<IServiceRule> All { get; } =
    [
        new ClaimRule(),
        new PauseRule(),
        new QuarantineRule(),
        new DefinitionRule(),
        new ImageRule(),
        new SoakRule(),
    ];

    public static ChosenRelease Choose(ServiceFacts facts) => Choose(All, facts);

    /// <summary>All are evaluated, so that people read every gate; the first that holds decides.</summary>
    public static ChosenRelease Choose(IReadOnlyList<IServiceRule> rules, ServiceFacts facts)
    {
        var decisions = rules.Select(rule => Judge(rule, facts)).ToList();
        var chosen = decisions.Find(decision => decision.Holds) is { } first
            ? new ChosenRelease(facts.Release, first.Instead ?? facts.Release.Current, first.State, first.Reason, decisions)
            : facts.Differs
                ? new ChosenRelease(facts.Release, facts.Desired, ReleaseState.Drifted, "will be planned with the next run", decisions)
                : new ChosenRelease(facts.Release, facts.Desired, ReleaseState.InSync, null, decisions);
        return facts.Release.Claim is { } claim ? chosen.Claimed(claim) : chosen;
    }

    /// <summary>A rule that throws holds: what cannot be judged is left as it runs.</summary>
    internal static ServiceDecision Judge(IServiceRule rule, ServiceFacts facts)
    {
        try
        {
            return rule.Judge(facts);
        }
        catch (Exception failure)
        {
            return new ServiceDecision(rule.Name, Verdict.Deny, $"could not be evaluated: {failure.Message}");
        }
    }
}
