using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>How a policy's decision looks in a trace.</summary>
public static class DecisionVerdict
{
    public static Mark Presentation(DecisionView decision) => Of(decision.Verdict);

    public static Mark Of(string verdict) => verdict switch
    {
        "allow" => Mark.Ok("met"),
        "approve" => Mark.Wait("asks for approval"),
        "hold" => Mark.Held("holds"),
        "deny" => Mark.Fail("denies"),
        _ => new(Glyph.Question, Tone.Quiet, "not known"),
    };

    /// <summary>What would become of a change.</summary>
    public static string Outcome(string verdict) => verdict switch
    {
        "allow" => "would start",
        "approve" => "would ask for approval",
        "hold" => "would be held",
        "deny" => "would be denied",
        _ => "not known",
    };

    /// <summary>What happens once the approvals are there.</summary>
    public static string AfterApproval(IReadOnlyList<DecisionView> decisions)
    {
        var held = decisions.FirstOrDefault(decision => decision.Verdict is "deny" or "hold");
        return held is null ? "After approval it starts at once." : $"After approval it waits: {Words.Label(held.Reason)}.";
    }
}
