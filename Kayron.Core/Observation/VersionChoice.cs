using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Observation;

public enum ReleaseState { InSync, Drifted, WaitingForImage, Suspended, Unresolved, Held }

/// <summary>A release with the version that will be sent for it.</summary>
/// <param name="Chosen">The desired version, or the running one where a rule holds the release; null sends nothing (new and not ready).</param>
/// <param name="Reason">One sentence for every state but in sync.</param>
public sealed record ChosenRelease(ObservedRelease Observed, string? Chosen, ReleaseState State, string? Reason)
{
    public ReleaseDefinition Definition => Observed.Definition;
    public string Name => Observed.Definition.Name;
    public string? Current => Observed.Current;
    public string? Desired => Observed.Desired is DesiredVersion.Known { Version: var version } ? version : null;

    /// <summary>Leaves the release as it runs.</summary>
    public ChosenRelease Hold(ReleaseState state, string reason) => this with { Chosen = Current, State = state, Reason = reason };
}

/// <summary>The service rules: which version of each release is sent, and why. Others go on where one is held.</summary>
public static class VersionChoice
{
    /// <param name="pausedServices">Reason of the pause by release name.</param>
    public static ChosenRelease Of(ObservedRelease release, IReadOnlyDictionary<string, string> pausedServices)
    {
        var name = release.Definition.Name;
        return release switch
        {
            { Desired: DesiredVersion.Unresolved(var reason) } => Keep(ReleaseState.Unresolved, reason),
            { Desired: DesiredVersion.AsItRuns, Definition.Deploy: DeployStrategy.PreviewOnly } => Keep(ReleaseState.Suspended, "only its previews are deployed"),
            { Desired: DesiredVersion.AsItRuns } => Keep(ReleaseState.Suspended, "suspended in its definition"),
            { Desired: DesiredVersion.Known known } when known.Version == release.Current => new ChosenRelease(release, known.Version, ReleaseState.InSync, null),
            _ when pausedServices.TryGetValue(name, out var pause) => Keep(ReleaseState.Held, pause),
            { Image: ImageLookup.NoRepository } => Keep(ReleaseState.Unresolved, $"the registry has no repository {release.Definition.Image}"),
            { Image: ImageLookup.Missing, Desired: DesiredVersion.Known known } => Keep(ReleaseState.WaitingForImage, $"image {known.Version} is not pushed yet"),
            { Desired: DesiredVersion.Known known } => new ChosenRelease(release, known.Version, ReleaseState.Drifted, "will be planned with the next run"),
            _ => throw new InvalidOperationException($"no rule for {name}"),
        };

        ChosenRelease Keep(ReleaseState state, string reason) => new(release, release.Current, state, reason);
    }
}
