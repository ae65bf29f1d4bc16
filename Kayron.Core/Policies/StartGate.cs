namespace Kayron.Core.Policies;

/// <summary>The last look before a change starts, over facts of that moment: what was judged a while ago may have been paused, rejected or overtaken since.</summary>
public static class StartGate
{
    /// <returns>Why it may not start, in one sentence; null where it may.</returns>
    public static string? FindObstacle(ChangeFacts facts)
    {
        if (facts.Expires <= facts.Now) return "nobody decided in time";
        // A pause of a service chooses its version when planning; one that came later finds it chosen.
        if (facts.Pauses.FirstOrDefault(pause => pause.IsInForce(facts.Now) && facts.Releases.Any(release => release.Name == pause.Service)) is { } pause) return pause.Describe();
        return Verdicts.Strictest(ChangePolicies.Judge(facts)) is { Verdict: not Verdict.Allow } gate ? gate.Reason : null;
    }
}
