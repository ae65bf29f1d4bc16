using System.Text.RegularExpressions;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>
/// A value as the text that <c>Fn::Sub</c> would take: <c>!Ref A</c> is <c>${A}</c>. So values can be read, cut and extended alike, whichever function they are written with.
/// </summary>
internal static partial class SubstitutionText
{
    /// <returns>Null where the value is more than text with references in it.</returns>
    public static string? Of(TemplateNode? node) => node is null ? null : TemplateFunction.Of(node) switch
    {
        { Name: null, Argument: TemplateScalar scalar } => Escape(scalar.Value),
        { Name: "Ref", Argument: TemplateScalar name } => $"${{{name.Value}}}",
        { Name: "GetAtt", Argument: TemplateScalar attribute } => $"${{{attribute.Value}}}",
        { Name: "GetAtt", Argument: TemplateSequence { Items: [TemplateScalar resource, TemplateScalar attribute] } } => $"${{{resource.Value}.{attribute.Value}}}",
        { Name: "Sub", Argument: TemplateScalar text } => text.Value,
        { Name: "Sub", Argument: TemplateSequence { Items: [TemplateScalar text, TemplateMapping variables] } } => Inline(text.Value, variables),
        { Name: "Join", Argument: TemplateSequence { Items: [TemplateScalar delimiter, TemplateSequence { Tag: null } parts] } } => Join(Escape(delimiter.Value), parts),
        _ => null,
    };

    /// <summary>The logical id or parameter that the whole value refers to, an attribute of it included; null where it is anything else.</summary>
    public static string? ReferenceIn(TemplateNode? node) => Of(node) is { } text && Whole().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Puts other names in the place of those that the text refers to; attributes stay.</summary>
    public static string Rename(string text, Func<string, string> rename) =>
        Reference().Replace(text, match => $"${{{rename(match.Groups["name"].Value)}{match.Groups["attribute"].Value}}}");

    /// <summary>What the text refers to, attributes left out.</summary>
    public static IEnumerable<string> References(string text) => Reference().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>Splits at a character, which within <c>${…}</c> is none.</summary>
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        List<string> parts = [];
        var (start, inside) = (0, false);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '{' && index > 0 && text[index - 1] == '$') inside = true;
            else if (text[index] == '}') inside = false;
            else if (text[index] == separator && !inside)
            {
                parts.Add(text[start..index]);
                start = index + 1;
            }
        }
        return [.. parts, text[start..]];
    }

    private static string Escape(string literal) => literal.Replace("${", "${!", StringComparison.Ordinal);

    private static string? Join(string delimiter, TemplateSequence parts)
    {
        var texts = parts.Items.Select(Of).ToList();
        return texts.Contains(null) ? null : string.Join(delimiter, texts);
    }

    private static string? Inline(string text, TemplateMapping variables)
    {
        var values = variables.Entries.Select(variable => (variable.Key, Text: Of(variable.Value))).ToList();
        if (values.Exists(value => value.Text is null)) return null;
        return Reference().Replace(text, match => values.Find(value => value.Key == match.Groups["name"].Value + match.Groups["attribute"].Value).Text ?? match.Value);
    }

    [GeneratedRegex(@"\$\{\s*(?<name>[A-Za-z0-9:]+)(?<attribute>\.[A-Za-z0-9_.:-]+)?\s*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\$\{\s*(?<name>[A-Za-z0-9:]+)(?:\.[A-Za-z0-9_.:-]+)?\s*\}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
