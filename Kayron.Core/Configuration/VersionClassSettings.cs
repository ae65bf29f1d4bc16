namespace Kayron.Core.Configuration;

/// <summary>What a step of a version needs, from mild to strict.</summary>
public enum VersionGate { Auto, Approve, Deny }

/// <summary>What each size of a step needs; everything <see cref="VersionGate.Auto"/>: the policy is off.</summary>
public sealed record VersionClassSettings(
    VersionGate Patch = VersionGate.Auto, VersionGate Minor = VersionGate.Auto, VersionGate Major = VersionGate.Auto,
    VersionGate Prerelease = VersionGate.Auto, VersionGate Branch = VersionGate.Auto, VersionGate Downgrade = VersionGate.Auto)
{
    /// <summary>Also what a version needs that cannot be compared.</summary>
    public VersionGate Strictest => new[] { Patch, Minor, Major, Prerelease, Branch, Downgrade }.Max();

    public bool IsOn => Strictest != VersionGate.Auto;
}
