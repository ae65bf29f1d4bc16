using Kayron.Core.Observation;
using Kayron.Core.Policies.Services;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Policies;

/// <summary>What the service rules would say of a release as it was last seen, at another time or under other policies. Rules that neither can turn stand as they are stored.</summary>
public static class ReleaseSimulation
{
    /// <param name="stored">What every rule said with the last look.</param>
    /// <param name="facts">Of the simulation, but for the release.</param>
    public static IReadOnlyList<DecisionView> Judge(ReleaseView seen, IReadOnlyList<DecisionView> stored, Func<ObservedRelease, ServiceFacts> facts)
    {
        var image = stored.FirstOrDefault(decision => decision.Policy == ImageRule.RuleName)?.Evidence;
        var release = new ObservedRelease(
            new ReleaseDefinition(seen.Kind == "infrastructure" ? ReleaseKind.Infrastructure : ReleaseKind.Service, seen.Github, seen.Docker, new DeployStrategy.Suspended(), false, default),
            seen.Desired is { } desired ? new DesiredVersion.Known(desired) : new DesiredVersion.AsItRuns(), seen.Current, image is null ? null : new ImageLookup.Found(image, [image]));
        var again = ServiceRules.All.Where(rule => rule.IsSimulated).ToDictionary(rule => rule.Name, rule => ServiceRules.Judge(rule, facts(release)));
        return [.. stored.Select(decision => again.TryGetValue(decision.Policy, out var judged) ? judged.ToView() : decision)];
    }
}
