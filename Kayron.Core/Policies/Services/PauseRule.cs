namespace Kayron.Core.Policies.Services;

/// <summary>A pause of the service leaves it as it runs; what runs already is not affected.</summary>
public sealed class PauseRule : IServiceRule
{
    public string Name => "Service pause";

    public bool IsSimulated => true;

    public ServiceDecision Judge(ServiceFacts facts)
    {
        var pauses = facts.Pauses.Where(pause => pause.Service == facts.Release.Definition.Name && pause.IsInForce(facts.Now)).ToList();
        if (pauses.Count == 0) return new(Name, Verdict.Allow, "Is not paused");
        // It looks different when the last of them ends.
        var until = pauses.Any(pause => pause.Until is null) ? null : pauses.Max(pause => pause.Until);
        return new(Name, facts.WouldMove ? Verdict.Hold : Verdict.Allow, pauses[0].Describe(), Until: until);
    }
}
