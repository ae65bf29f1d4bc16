using System.Text.RegularExpressions;

namespace Kayron.Core.Templates;

/// <summary>The text of a value as far as it is known before a stack is updated; what is not known is one <see cref="Unknown"/> in it.</summary>
internal sealed partial class TemplateExpression(IReadOnlyDictionary<string, string> known)
{
    public const char Unknown = '\0';

    /// <summary>No address is longer, and substitutions within substitutions would double without end.</summary>
    private const int MaximumLength = 4096;
    private static readonly string Nothing = Unknown.ToString();

    public string Evaluate(TemplateNode node) => TemplateFunction.Of(node) switch
    {
        { Name: null, Argument: TemplateScalar scalar } => scalar.Value,
        { Name: "Ref", Argument: TemplateScalar name } => known.GetValueOrDefault(name.Value, Nothing),
        { Name: "Sub", Argument: TemplateScalar text } => Substitute(text.Value, known),
        { Name: "Sub", Argument: TemplateSequence { Items: [TemplateScalar text, TemplateMapping variables] } } => Substitute(text.Value, With(variables)),
        { Name: "Join", Argument: TemplateSequence { Items: [TemplateScalar delimiter, TemplateSequence parts] } } => Bounded(string.Join(delimiter.Value, parts.Items.Select(Evaluate))),
        _ => Nothing,
    };

    /// <summary>A text as <c>Fn::Sub</c> takes it.</summary>
    public string Substitute(string text) => Substitute(text, known);

    private Dictionary<string, string> With(TemplateMapping variables)
    {
        var values = new Dictionary<string, string>(known);
        foreach (var (name, value) in variables.Entries) values[name] = Evaluate(value);
        return values;
    }

    private static string Substitute(string text, IReadOnlyDictionary<string, string> values) => text.Length > MaximumLength
        ? Nothing
        : Bounded(Reference.Replace(text, match => match.Groups["literal"].Success
            ? $"${{{match.Groups["name"].Value}}}"
            : values.GetValueOrDefault(match.Groups["name"].Value.Trim(), Nothing)));

    private static string Bounded(string text) => text.Length > MaximumLength ? Nothing : text;

    [GeneratedRegex(@"\$\{(?<literal>!)?(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference { get; }
}
