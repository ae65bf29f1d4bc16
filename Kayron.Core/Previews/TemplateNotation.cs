using System.Globalization;
using System.Text;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>How a template is written, so that what is added to it looks like the rest: as YAML in lines, as YAML in braces, or as JSON.</summary>
/// <param name="IsJson">Functions have no short form there.</param>
/// <param name="IsBlock">Resources stand in lines of their own, without braces.</param>
/// <param name="Indentation">Before a resource's name; null where resources do not begin a line.</param>
/// <param name="Unit">By which a resource's own lines are further in.</param>
internal sealed record TemplateNotation(bool IsJson, bool IsBlock, string NewLine, string? Indentation, string Unit)
{
    public static TemplateNotation Of(string text, TemplateMapping resources)
    {
        var newLine = text.IndexOf('\n') is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";
        var isBlock = text[resources.Start] != '{';
        var isJson = text.AsSpan().TrimStart('\uFEFF').TrimStart() is ['{', ..];
        // The name of a resource begins where its mapping does, in braces behind the brace.
        var first = isBlock ? resources.Start : NextAfter(text, resources.Start + 1);
        var indentation = IndentationBefore(text, first);
        return new TemplateNotation(isJson, isBlock, newLine, indentation, UnitOf(text, indentation, resources.Entries[0].Value, isBlock));
    }

    /// <summary>A text with references in it as a value.</summary>
    public WrittenNode Text(string text) => new(!text.Contains("${", StringComparison.Ordinal) ? Quote(text) : IsJson ? $"{{ \"Fn::Sub\": {Quote(text)} }}" : $"!Sub {Quote(text)}");

    public static WrittenNode Literal(string text) => new(Quote(text));

    public static WrittenNode Number(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>In double quotes, as YAML and JSON both read it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character == '\n') quoted.Append("\\n");
            else if (char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }

    private static string UnitOf(string text, string? indentation, TemplateNode resource, bool isBlock)
    {
        var first = resource is TemplateMapping && text[resource.Start] == '{' ? NextAfter(text, resource.Start + 1) : resource.Start;
        return indentation is not null && IndentationBefore(text, first) is { } inner && inner.Length > indentation.Length && inner.StartsWith(indentation, StringComparison.Ordinal)
            ? inner[indentation.Length..]
            : isBlock || indentation is null ? "  " : indentation.Length > 1 ? indentation[..(indentation.Length / 2)] : indentation;
    }

    private static int NextAfter(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index])) index++;
        return index;
    }

    /// <returns>Null where anything but white space stands before it on its line.</returns>
    private static string? IndentationBefore(string text, int index)
    {
        var line = text.LastIndexOf('\n', Math.Max(index - 1, 0)) + 1;
        var before = text[line..Math.Max(index, line)].TrimStart('\uFEFF');
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }
}
