using System.Text.RegularExpressions;

namespace Kayron.Sandbox.Actions;

/// <summary>Edits release definitions as a person with an editor does: one line, and nothing else.</summary>
internal static partial class DefinitionText
{
    /// <summary>The text with the strategy of a release replaced, or null where it does not define that release.</summary>
    public static string? Change(string text, string release, string strategy)
    {
        var lines = text.Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith("- ", StringComparison.Ordinal)) continue;
            var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("- ", StringComparison.Ordinal));
            var item = start..(end < 0 ? lines.Length : end);
            if (!Defines(lines[item], release)) continue;
            var at = Array.FindIndex(lines, item.Start.Value, item.End.Value - item.Start.Value, line => StrategyLine().IsMatch(line));
            if (at < 0) return null;
            lines[at] = StrategyLine().Match(lines[at]).Groups["indent"].Value + strategy;
            return string.Join('\n', lines);
        }

        return null;
    }

    // A service goes by its image's name, infrastructure by its repository's.
    private static bool Defines(string[] item, string release)
    {
        var named = item.Select(line => NameLine().Match(line)).Where(match => match.Success).ToDictionary(match => match.Groups["key"].Value, match => match.Groups["value"].Value);
        return (named.GetValueOrDefault("docker") ?? named.GetValueOrDefault("github")) == release;
    }

    [GeneratedRegex(@"^(?<indent>\s+)(release|branch|suspend):", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StrategyLine();

    [GeneratedRegex("""^[- ] (?<key>docker|github):\s*["']?(?<value>[^"'\s#]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameLine();
}
