using Semver;

namespace Kayron.Core.Changes;

/// <summary>How big a step from one version to another is.</summary>
public static class VersionClass
{
    /// <returns>patch, minor, major, prerelease, branch, downgrade, new or unknown.</returns>
    public static string Of(string? from, string to)
    {
        if (IsCommit(to)) return "branch";
        if (Parse(to) is not { } target) return "unknown";
        if (from is null) return "new";
        if (IsCommit(from) || Parse(from) is not { } source) return "unknown";
        if (target.CompareSortOrderTo(source) < 0) return "downgrade";
        if (target.IsPrerelease) return "prerelease";
        return target.Major != source.Major ? "major" : target.Minor != source.Minor ? "minor" : "patch";
    }

    public static bool IsCommit(string version) => version.Length == 40 && version.All(char.IsAsciiHexDigitLower);

    public static bool IsPrerelease(string version) => version.Contains('-', StringComparison.Ordinal) && Parse(version) is { IsPrerelease: true };

    private static SemVersion? Parse(string version) =>
        SemVersion.TryParse(version, SemVersionStyles.AllowLowerV | SemVersionStyles.OptionalMinorPatch, out var parsed) ? parsed : null;
}
