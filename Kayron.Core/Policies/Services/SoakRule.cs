using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Services;

/// <summary>A version is sent once it has run verified in another environment for long enough, without a break.</summary>
public sealed class SoakRule : IServiceRule
{
    public string Name => "Soak";

    public bool IsSimulated => true;

    public ServiceDecision Judge(ServiceFacts facts)
    {
        if (facts.Environment.Policies.Soak is not { } wanted) return new(Name, Verdict.Allow, "Asks for no time elsewhere");
        if (!facts.Differs) return new(Name, Verdict.Allow, "Runs already");
        var digest = facts.Release.Image is ImageLookup.Found found ? found.Digest : null;
        var soaks = facts.Elsewhere.Of(facts.Release.Definition.Name, facts.Desired!, digest).ToList();
        var best = soaks.Where(soak => !soak.IsVoid).MaxBy(soak => soak.Elapsed(facts.Now));
        if (best is null)
            return new(Name, Verdict.Hold, soaks.Count > 0 ? $"failed or was quarantined in {wanted.Environment}" : $"has not run verified in {wanted.Environment} yet", Evidence: $"{Duration(wanted.For)} are asked");
        var (elapsed, evidence) = (best.Elapsed(facts.Now), $"{Duration(best.Elapsed(facts.Now))} of {Duration(wanted.For)} in {wanted.Environment}");
        if (elapsed >= wanted.For) return new(Name, Verdict.Allow, $"Has soaked in {wanted.Environment}", Evidence: evidence);
        return best.Since is { } since
            ? new(Name, Verdict.Hold, $"soaks in {wanted.Environment}, {Duration(wanted.For - (facts.Now - since))} left", Evidence: evidence, Until: since + wanted.For)
            : new(Name, Verdict.Hold, $"left {wanted.Environment} after {Duration(elapsed)} of {Duration(wanted.For)}", Evidence: evidence);
    }

    /// <summary>In whole minutes, so that nothing is over before it is.</summary>
    private static string Duration(TimeSpan span)
    {
        var minutes = (long)Math.Ceiling(span.TotalMinutes);
        return (minutes / 60, minutes % 60) switch { (0, var rest) => $"{rest} min", (var hours, 0) => $"{hours} h", var (hours, rest) => $"{hours} h {rest} min" };
    }
}
