using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>
/// A version of a release that is not sent to an environment: it was left by a rollback. It ends when another version is wanted and this one has stopped
/// running, or by a person.
/// </summary>
/// <param name="Digest">Of its image; null where it has none or it is not known. The same tag with another image is another thing.</param>
/// <param name="Instead">Version that was verified before, and is sent instead; null: whatever runs.</param>
/// <param name="DeploymentId">That was rolled back.</param>
public sealed record Quarantine(
    long Id, string Environment, string Release, string Version, string? Digest, string? Instead, string By, string Reason, DateTimeOffset Since, long DeploymentId)
{
    /// <param name="image">Null where it was not looked up.</param>
    public bool Covers(string? version, ImageLookup? image) =>
        version == Version && (Digest is null || image is not ImageLookup.Found found || found.Digest == Digest);

    public bool Concerns(DesiredVersion desired, string? current, ImageLookup? image) => Wants(desired, image) || current == Version;

    /// <summary>Whether the desired version is the one that is not sent.</summary>
    public bool Wants(DesiredVersion desired, ImageLookup? image) => desired is DesiredVersion.Known { Version: var version } && Covers(version, image);

    /// <summary>Another version is wanted, which is not quarantined itself, and this one does not run any more.</summary>
    public bool IsOver(ObservedRelease release) => release.Desired is DesiredVersion.Known
        && release.Quarantine?.Wants(release.Desired, release.Image) != true && !Concerns(release.Desired, release.Current, release.Image);

    public string Describe() => $"{Version} is quarantined by {By} since {Since:yyyy-MM-dd HH:mm} UTC: {Reason}";
}

/// <summary>A version that ran verified in an environment, so that there is something to go back to.</summary>
/// <param name="Digest">Of its image; null: it has none.</param>
/// <param name="DeploymentId">That brought it; null: it ran before Kayron changed anything.</param>
public sealed record VerifiedVersion(string Release, string Version, string? Digest, long? DeploymentId, DateTimeOffset At);
