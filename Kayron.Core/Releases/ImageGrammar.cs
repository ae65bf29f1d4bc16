using System.Text.RegularExpressions;

namespace Kayron.Core.Releases;

/// <summary>Repository paths in a registry, as in the OCI distribution specification's grammar of <c>name</c>.</summary>
internal static partial class ImageGrammar
{
    private const int MaximumLength = 255;

    /// <returns>What is wrong with a path; null where it is right.</returns>
    public static string? Problem(string path)
    {
        if (path.Length == 0) return "is empty; write the image's repository path";
        if (path.Length > MaximumLength) return $"has more than {MaximumLength} characters";
        if (path.Contains(':')) return "must hold no ':'; registry, tag and version do not belong here";
        if (path.Contains('@')) return "must hold no '@'; a digest does not belong here";
        if (path[0] == '/' || path[^1] == '/') return "must not start or end with '/'";
        return Path().IsMatch(path) ? null : "must be segments of a-z and 0-9 that '.', '_', '__' or '-' may join, with '/' between segments";
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Path();
}
