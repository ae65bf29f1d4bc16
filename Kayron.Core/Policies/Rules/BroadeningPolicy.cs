using Kayron.Core.Policies.Access;

namespace Kayron.Core.Policies.Rules;

/// <summary>Letting people or services do more than they could needs a person: statements of policies, managed policies, rules of security groups.</summary>
public sealed class BroadeningPolicy : IPolicy
{
    private const int Named = 6;

    public string Name => "Broadening";

    public Decision Judge(ChangeFacts facts)
    {
        if (!facts.Environment.Policies.Broadening.Enabled) return new Decision(Name, Verdict.Allow, "Not guarded in this environment");
        if (facts.Effects is null) return new Decision(Name, Verdict.Unknown, "known once CloudFormation has made a change set");
        if (facts.Effects.Widenings is not { } widenings) return Asking.People(Name, facts, "whether it grants more was not looked at: needs approval", null);
        if (widenings.Count == 0 && facts.Effects.NestedKnown) return new Decision(Name, Verdict.Allow, "Grants nothing new");
        return Asking.People(Name, facts, Question(widenings), Evidence(widenings, facts.Effects.NestedKnown));
    }

    private static string Question(IReadOnlyList<AccessWidening> widenings) => widenings switch
    {
        [] => "what it grants in nested stacks is unknown: needs approval",
        _ when widenings.Any(widening => widening.IsCertain) => "grants more than before: needs approval",
        _ => "may grant more than before: needs approval",
    };

    private static string Evidence(IReadOnlyList<AccessWidening> widenings, bool nestedKnown) => string.Join("; ",
    [
        .. widenings.OrderByDescending(widening => widening.IsCertain).Take(Named).Select(widening => widening.ToString()),
        .. widenings.Count > Named ? [$"and {widenings.Count - Named} more"] : Array.Empty<string>(),
        .. nestedKnown ? Array.Empty<string>() : ["CloudFormation could not make nested change sets"],
    ]);
}
