using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Policies.Services;

/// <summary>
/// A quarantined version is not sent: the release goes back to the one verified before it, or stays there. It goes past soak on its way, because that one ran
/// here already.
/// </summary>
public sealed class QuarantineRule : IServiceRule
{
    public string Name => "Quarantine";

    public ServiceDecision Judge(ServiceFacts facts)
    {
        var release = facts.Release;
        if (release.Quarantine is not { } quarantine) return new(Name, Verdict.Allow, "No version of it is quarantined");
        if (release.Desired is DesiredVersion.AsItRuns) return new(Name, Verdict.Allow, "Stays as it runs", Evidence: quarantine.Describe());
        // Another version goes out by itself as soon as it can; until then the quarantined one does not stay.
        var isReady = release.Definition.Image is null || release.Image is ImageLookup.Found;
        if (!quarantine.Wants(release.Desired, release.Image) && facts.Differs && isReady) return new(Name, Verdict.Allow, $"{facts.Desired} is another version", Evidence: quarantine.Describe());
        return (quarantine.Instead, release.InsteadImage) switch
        {
            ({ } back, ImageLookup.Missing or ImageLookup.NoRepository) =>
                new(Name, Verdict.Hold, $"the image of {back}, which it should go back to, is gone from the registry", ReleaseState.Unresolved, Evidence: quarantine.Describe()),
            ({ } back, _) when back != release.Current => new(Name, Verdict.Hold, $"{quarantine.Describe()}; goes back to {back}", ReleaseState.Quarantined, back),
            _ => new(Name, Verdict.Hold, quarantine.Describe(), ReleaseState.Quarantined),
        };
    }
}
