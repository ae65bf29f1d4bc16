using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

/// <summary>What is and what should be, in one environment at one moment. Complete: what could not be read in full is not represented here but thrown.</summary>
/// <param name="Source">Commit of the release source that everything desired was read at.</param>
public sealed record EnvironmentObservation(string Source, IReadOnlyList<ObservedRelease> Releases, StackState Stack, IReadOnlyList<RunningService> Services);

/// <param name="Current">Version that runs; null where none does or none can be told.</param>
/// <param name="Image">The desired version's image; null where it was not needed to look (infrastructure, or already running).</param>
/// <param name="Claim">In force; the desired version is then its branch's head, whatever the definition says.</param>
public sealed record ObservedRelease(ReleaseDefinition Definition, DesiredVersion Desired, string? Current, ImageLookup? Image, Claim? Claim = null)
{
    /// <summary>Of the desired version, else of the running one; null where neither is quarantined.</summary>
    public Quarantine? Quarantine { get; init; }

    /// <summary>Image of the version that is sent instead of a quarantined one; null where it was not needed to look.</summary>
    public ImageLookup? InsteadImage { get; init; }
}

public abstract record DesiredVersion
{
    private DesiredVersion() { }

    public sealed record Known(string Version) : DesiredVersion;

    /// <summary>The definition asks for none: suspended, or only previews.</summary>
    public sealed record AsItRuns : DesiredVersion;

    /// <param name="Reason">Why it cannot be found out, for people.</param>
    public sealed record Unresolved(string Reason) : DesiredVersion;
}
