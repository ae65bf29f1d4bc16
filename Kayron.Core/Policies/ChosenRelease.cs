using Kayron.Core.Changes;
using Kayron.Core.Observation;
using Kayron.Core.Releases;

namespace Kayron.Core.Policies;

public enum ReleaseState { InSync, Drifted, WaitingForImage, Suspended, Unresolved, Held, Quarantined, Claimed }

/// <summary>A release with the version that will be sent for it.</summary>
/// <param name="Chosen">The desired version, or the one that a rule keeps instead of it; null sends nothing (new and not ready).</param>
/// <param name="Reason">One sentence for every state but in sync.</param>
/// <param name="Decisions">What every service rule said of it, in their order.</param>
public sealed record ChosenRelease(ObservedRelease Observed, string? Chosen, ReleaseState State, string? Reason, IReadOnlyList<ServiceDecision> Decisions)
{
    public ReleaseDefinition Definition => Observed.Definition;
    public string Name => Observed.Definition.Name;
    public string? Current => Observed.Current;
    public string? Desired => Observed.Desired is DesiredVersion.Known { Version: var version } ? version : null;

    /// <summary>Whether sending it changes what runs.</summary>
    public bool Moves => Chosen is not null && Chosen != Current;

    /// <summary>Whether sending it leaves a quarantined version.</summary>
    public bool IsRollback => State == ReleaseState.Quarantined && Moves;

    /// <summary>Whatever becomes of it, people read whose claim it is under.</summary>
    public ChosenRelease Claimed(Claim claim) => State is ReleaseState.InSync or ReleaseState.Drifted
        ? this with { State = ReleaseState.Claimed, Reason = claim.Describe() }
        : this with { Reason = $"{Reason}; {claim.Describe()}" };

    /// <summary>Leaves the release as it runs.</summary>
    public ChosenRelease Hold(ReleaseState state, string reason) => this with { Chosen = Current, State = state, Reason = reason };
}
