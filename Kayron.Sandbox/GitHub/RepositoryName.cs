namespace Kayron.Sandbox.GitHub;

/// <summary>What GitHub accepts as the name of a repository or an account, which here is the name of a folder too.</summary>
internal static class RepositoryName
{
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.' && !name.EndsWith(".git", StringComparison.Ordinal) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
