using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;

namespace Kayron.Core.Policies.Rules;

/// <summary>
/// The size of a version's step decides what it needs, for services and infrastructure alike. A release that is new takes the step of a major version; what
/// cannot be compared needs the strictest that is configured.
/// </summary>
public sealed class VersionClassPolicy : IPolicy
{
    public string Name => "VersionClass";

    public Decision Judge(ChangeFacts facts)
    {
        var settings = facts.Environment.Policies.VersionClass;
        if (!settings.IsOn) return new Decision(Name, Verdict.Allow, "Every step is taken by itself");
        if (facts.Releases.Count == 0) return new Decision(Name, Verdict.Allow, "No version moves");
        var steps = facts.Releases.Select(release => (Release: release, Gate: GateOf(settings, release))).ToList();
        var (decisive, gate) = steps.MaxBy(step => step.Gate);
        var evidence = string.Join("; ", steps.Select(step => $"{step.Release.Name} {step.Release.Class}: {Word(step.Gate)}"));
        return gate switch
        {
            VersionGate.Auto => new Decision(Name, Verdict.Allow, "No step needs a person", evidence),
            VersionGate.Approve => Asking.People(Name, facts, $"{Step(decisive)} needs approval", evidence),
            _ => new Decision(Name, Verdict.Deny, $"{Step(decisive)} is not allowed in {facts.Environment.Name}", evidence),
        };
    }

    private static VersionGate GateOf(VersionClassSettings settings, ChangedRelease release)
    {
        var gate = release.Class switch
        {
            "patch" => settings.Patch,
            "minor" => settings.Minor,
            "major" or "new" => settings.Major,
            "prerelease" => settings.Prerelease,
            "branch" => settings.Branch,
            "downgrade" => settings.Downgrade,
            _ => settings.Strictest,
        };
        // A downgrade to a prerelease, or a new one, is both.
        return VersionClass.IsPrerelease(release.To) && settings.Prerelease > gate ? settings.Prerelease : gate;
    }

    private static string Word(VersionGate gate) => gate switch { VersionGate.Auto => "auto", VersionGate.Approve => "approve", _ => "deny" };

    private static string Step(ChangedRelease release) => release.Class switch
    {
        "new" => $"{release.Name} is new: it",
        "prerelease" => $"the prerelease {release.Name} {release.To}",
        "branch" => $"{release.Name} at a branch's commit",
        "patch" or "minor" or "major" => $"the {release.Class} step of {release.Name} to {release.To}",
        "downgrade" => $"the downgrade of {release.Name} to {release.To}",
        _ => $"{release.Name} {release.To}, which cannot be compared to {release.From ?? "anything"},",
    };
}
