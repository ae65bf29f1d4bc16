using System.Text.RegularExpressions;
using Kayron.Core.Releases;

namespace Kayron.Core.Images;

/// <summary>What builds push again and again. Of each kind the newest are kept; any other tag (<c>latest</c>, <c>dev</c>, <c>edge</c>) is somebody's own.</summary>
public enum TagKind
{
    /// <summary>A full commit SHA.</summary>
    Commit,

    /// <summary>A version as release definitions have it: <c>v1.2.3</c>.</summary>
    Version,
}

public static partial class TagKinds
{
    /// <returns>Null: of neither kind.</returns>
    public static TagKind? Of(string tag) =>
        Commit().IsMatch(tag) ? TagKind.Commit
        : VersionGrammar.Problem(tag) is null ? TagKind.Version
        : null;

    [GeneratedRegex(@"\A[0-9a-f]{40}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Commit();
}
