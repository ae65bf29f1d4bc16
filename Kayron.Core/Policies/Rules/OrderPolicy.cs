using Kayron.Core.Queries;

namespace Kayron.Core.Policies.Rules;

/// <summary>Not while another environment is executing, and not before it has verified these versions once.</summary>
public sealed class OrderPolicy : IPolicy
{
    public string Name => "Order";

    public Decision Judge(ChangeFacts facts)
    {
        if (facts.Environment.Policies.Order.After is not { } after) return new Decision(Name, Verdict.Allow, "Waits for no environment");
        if (facts.IsRollback) return new Decision(Name, Verdict.Allow, "Goes back to what ran here");
        if (facts.After.IsExecuting) return new Decision(Name, Verdict.Hold, $"waits until {after} has deployed");
        var missing = facts.Releases.Where(release => facts.After.Of(release.Name, release.To, facts.Digests.GetValueOrDefault(release.Name)).All(soak => soak.IsVoid)).ToList();
        return missing.Count == 0
            ? new Decision(Name, Verdict.Allow, $"Verified in {after}", Versions(facts.Releases))
            : new Decision(Name, Verdict.Hold, $"waits until {after} has verified {Versions(missing)}");
    }

    private static string Versions(IReadOnlyList<ChangedRelease> releases) => string.Join(", ", releases.Select(release => $"{release.Name} {release.To}"));
}
