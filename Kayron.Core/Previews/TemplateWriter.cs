using System.Text.RegularExpressions;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>Writes nodes as lines in a template's own notation. What comes from the template is written as it stands there, quotes and all, as far as it fits on a line.</summary>
internal sealed partial class TemplateWriter(string source, TemplateNotation notation)
{
    /// <returns>Lines without the indentation that all of them share.</returns>
    public IReadOnlyList<string> Write(string key, TemplateNode value) => notation.IsBlock ? WriteEntry(key, value) : WriteFlowEntry(key, value);

    private List<string> WriteEntry(string key, TemplateNode value) => Inline(value) is { } inline
        ? [inline.Length == 0 ? $"{Key(key)}:" : $"{Key(key)}: {inline}"]
        : [value.Tag is null ? $"{Key(key)}:" : $"{Key(key)}: {value.Tag}", .. WriteBlock(value).Select(line => notation.Unit + line)];

    private IEnumerable<string> WriteBlock(TemplateNode node) => node switch
    {
        TemplateMapping mapping => mapping.Entries.SelectMany(entry => WriteEntry(entry.Key, entry.Value)),
        TemplateSequence sequence => sequence.Items.SelectMany(WriteItem),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is written on one line"),
    };

    private IEnumerable<string> WriteItem(TemplateNode item)
    {
        if (Inline(item) is { } inline) return [$"- {inline}".TrimEnd()];
        var lines = item.Tag is null ? WriteBlock(item) : WriteBlock(item).Prepend(item.Tag);
        return lines.Select((line, index) => (index == 0 ? "- " : "  ") + line);
    }

    private List<string> WriteFlowEntry(string key, TemplateNode value) => Prefixed($"{TemplateNotation.Quote(key)}: ", WriteFlow(value));

    private List<string> WriteFlow(TemplateNode node) => Inline(node) is { } inline ? [inline.Length == 0 ? "null" : inline] : node switch
    {
        TemplateMapping mapping => Enclosed(node.Tag, '{', [.. mapping.Entries.Select(entry => WriteFlowEntry(entry.Key, entry.Value))], '}'),
        TemplateSequence sequence => Enclosed(node.Tag, '[', [.. sequence.Items.Select(WriteFlow)], ']'),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is written on one line"),
    };

    private List<string> Enclosed(string? tag, char open, IReadOnlyList<List<string>> parts, char close)
    {
        List<string> lines = [tag is null ? $"{open}" : $"{tag} {open}"];
        for (var part = 0; part < parts.Count; part++)
        {
            var written = parts[part];
            if (part < parts.Count - 1) written[^1] += ",";
            lines.AddRange(written.Select(line => notation.Unit + line));
        }
        return [.. lines, $"{close}"];
    }

    private static List<string> Prefixed(string prefix, List<string> lines) => [prefix + lines[0], .. lines.Skip(1)];

    /// <returns>Null where it takes lines of its own.</returns>
    private string? Inline(TemplateNode node) => node switch
    {
        WrittenNode written => written.Text,
        TemplateScalar scalar when source.AsSpan(scalar.Start, scalar.End - scalar.Start).IndexOfAny('\n', '\r') < 0 => source[scalar.Start..scalar.End],
        TemplateScalar scalar => $"{scalar.Tag} {TemplateNotation.Quote(scalar.Value)}".TrimStart(),
        TemplateMapping { Entries.Count: 0 } => $"{node.Tag} {{}}".TrimStart(),
        TemplateSequence { Items.Count: 0 } => $"{node.Tag} []".TrimStart(),
        TemplateAlias alias => throw PreviewRefusal.At(alias, "an alias cannot be copied: CloudFormation knows none"),
        _ => null,
    };

    private static string Key(string key) => Plain().IsMatch(key) && !Words.Contains(key) ? key : TemplateNotation.Quote(key);

    /// <summary>What YAML takes for something else than text.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "y", "n", "null" };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_./-]*(?:::[A-Za-z0-9_./-]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
