namespace Kayron.Core.Policies.Rules;

/// <summary>A pause of the environment, or of everything, holds its changes. Pauses of one service hold that service alone and choose its version instead.</summary>
public sealed class PausePolicy : IPolicy
{
    public string Name => "Pause";

    public Decision Judge(ChangeFacts facts)
    {
        var pauses = facts.Pauses.Where(pause => pause.Service is null && pause.IsInForce(facts.Now)
            && (pause.Environment is null || pause.Environment == facts.Environment.Name)).ToList();
        if (pauses.Count == 0) return new Decision(Name, Verdict.Allow, "Nothing is paused");
        // It looks different when the last of them ends.
        var until = pauses.Any(pause => pause.Until is null) ? null : pauses.Max(pause => pause.Until);
        return new Decision(Name, Verdict.Hold, pauses[0].Describe(), string.Join("; ", pauses.Skip(1).Select(pause => pause.Describe())), until);
    }
}
