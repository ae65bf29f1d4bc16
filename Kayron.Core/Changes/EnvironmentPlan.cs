using Kayron.Core.Drift;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>What a reconcile would do, computed without touching anything.</summary>
/// <param name="Parameters">As they would be sent, the stack's kept ones included.</param>
/// <param name="Tags">As they would be sent: the stack's with ours merged over them.</param>
/// <param name="Drift">Empty: nothing to do.</param>
/// <param name="Obstacles">Why no change can be made although there is drift; each says what a person must do.</param>
public sealed record EnvironmentPlan(
    EnvironmentObservation Observation, IReadOnlyList<ChosenRelease> Releases, PlannedInputs Inputs, string StackMarker, IReadOnlyList<ParameterInput> Parameters,
    IReadOnlyDictionary<string, string> Tags, IReadOnlyList<DriftReason> Drift, IReadOnlyList<string> Obstacles)
{
    public string InputsDigest { get; } = Inputs.Digest();

    public PreviewPlan Previews { get; init; } = PreviewPlan.None;

    /// <summary>Releases that would move.</summary>
    public IEnumerable<ChosenRelease> Moving => Releases.Where(release => release.Moves);

    /// <summary>The latest word on what goes back; null where nothing does.</summary>
    public Rollback? Rollback => Moving.Where(release => release.IsRollback).Select(release => release.Observed.Quarantine).OfType<Quarantine>().MaxBy(quarantine => quarantine.Id) is { } latest
        ? new Rollback(latest.DeploymentId, latest.By, latest.Reason)
        : null;
}
