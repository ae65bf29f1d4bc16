using System.Text;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Kayron.Core.Changes;

/// <summary>A unified diff of two templates, for people.</summary>
public static partial class TemplateDiff
{
    private const int Context = 3;
    private const int MaximumLines = 4_000;

    /// <returns>Empty where they do not differ. Addresses of nested templates do not count: they differ with every content.</returns>
    public static string Of(string before, string after)
    {
        var lines = InlineDiffBuilder.Diff(Normalise(before), Normalise(after), ignoreWhiteSpace: false).Lines;
        var shown = Shown(lines);
        if (!shown.Contains(true)) return "";

        var diff = new StringBuilder();
        var written = 0;
        for (int index = 0, oldLine = 1, newLine = 1; index < lines.Count; index++)
        {
            var line = lines[index];
            if (shown[index])
            {
                if (index == 0 || !shown[index - 1]) diff.Append("@@ -").Append(oldLine).Append(" +").Append(newLine).Append(" @@\n");
                diff.Append(Sign(line.Type)).Append(line.Text).Append('\n');
                if (++written == MaximumLines) return diff.Append("@@ cut off here: ").Append(lines.Count - index).Append(" more lines @@\n").ToString();
            }
            if (line.Type != ChangeType.Inserted) oldLine++;
            if (line.Type != ChangeType.Deleted) newLine++;
        }
        return diff.ToString();
    }

    private static bool[] Shown(List<DiffPiece> lines)
    {
        var shown = new bool[lines.Count];
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Type == ChangeType.Unchanged) continue;
            for (var near = Math.Max(0, index - Context); near <= Math.Min(lines.Count - 1, index + Context); near++) shown[near] = true;
        }
        return shown;
    }

    private static char Sign(ChangeType type) => type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };

    private static string Normalise(string template) => TemplateUrl().Replace(template, "${key}…/${file}").Replace("\r\n", "\n", StringComparison.Ordinal);

    [GeneratedRegex("""^(?<key>\s*["']?TemplateURL["']?\s*:\s*).*?(?<file>[^/\s"'}]+)["'}\s,]*$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TemplateUrl();
}
