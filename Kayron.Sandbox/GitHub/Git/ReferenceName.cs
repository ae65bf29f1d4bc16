namespace Kayron.Sandbox.GitHub.Git;

/// <summary>What <c>git check-ref-format</c> accepts behind <c>refs/heads/</c> or <c>refs/tags/</c>.</summary>
public static class ReferenceName
{
    public static bool IsValid(string name) =>
        name.Length > 0
        && name is not "@"
        && name[0] is not ('/' or '-')
        && name[^1] is not ('/' or '.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Any(character => character is <= ' ' or '\x7f' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && name.Split('/').All(part => !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));
}
