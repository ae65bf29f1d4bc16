namespace Kayron.Core.Releases;

/// <summary>Names of GitHub repositories, without their owner.</summary>
internal static class RepositoryGrammar
{
    /// <returns>What is wrong with a name; null where it is right.</returns>
    public static string? Problem(string name)
    {
        if (name.Length == 0) return "is empty; write the name of the GitHub repository";
        if (name.Length > 100) return "has more than the 100 characters that GitHub allows";
        if (name.Contains('/')) return "must be the repository's name alone; its owner is that of the release source";
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')) return "may hold only A-Z, a-z, 0-9, '-', '_' and '.'";
        if (name[0] == '.') return "must not start with '.'";
        return name.EndsWith(".git", StringComparison.Ordinal) ? "must not end in '.git'" : null;
    }
}
