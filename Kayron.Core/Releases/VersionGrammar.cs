using System.Text.RegularExpressions;

namespace Kayron.Core.Releases;

/// <summary>Versions of <c>release</c>: a tag at GitHub and of an image at once, so both must accept it.</summary>
internal static partial class VersionGrammar
{
    /// <summary>Length of an image tag in the OCI distribution specification.</summary>
    private const int MaximumLength = 128;

    /// <returns>What is wrong with a version; null where it is right.</returns>
    public static string? Problem(string version)
    {
        if (version.Length == 0) return "is empty; write a version such as v1.2.3";
        if (version.Length > MaximumLength) return $"has more than the {MaximumLength} characters of an image tag";
        if (version[0] != 'v') return "must start with 'v', as in v1.2.3";
        if (version.Contains('+')) return "must hold no build metadata ('+'): image tags cannot";
        return Version().IsMatch(version) ? null : "must be vMAJOR[.MINOR[.PATCH[-PRERELEASE]]], numbers without leading zeros, such as v1.2.3 or v1.2.3-rc.1";
    }

    [GeneratedRegex(@"\Av(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?)?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
