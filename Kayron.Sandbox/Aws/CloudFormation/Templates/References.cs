using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>What an expression refers to: a parameter or resource, an attribute of one, or a condition.</summary>
/// <param name="Attribute">Null for <c>Ref</c>.</param>
public sealed record Reference(ReferenceKind Kind, string Name, string? Attribute = null);

public enum ReferenceKind
{
    Value,
    Attribute,
    Condition,
}

/// <summary>Finds every reference in an expression.</summary>
public static partial class References
{
    public static IEnumerable<Reference> In(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(In),
        JsonObject { Count: 1 } single when Function(single) is { } found => found,
        JsonObject members => members.SelectMany(member => In(member.Value)),
        _ => [],
    };

    /// <summary>The names between <c>${</c> and <c>}</c>, without the escaped <c>${!</c>.</summary>
    public static IEnumerable<string> InText(string text) => Variable().Matches(text).Select(match => match.Groups["name"].Value.Trim());

    [GeneratedRegex(@"\$\{(?!!)(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Variable();

    private static IEnumerable<Reference>? Function(JsonObject single)
    {
        var (name, argument) = single.First();
        return name switch
        {
            "Ref" when argument is JsonValue => [new Reference(ReferenceKind.Value, argument.ToString())],
            "Condition" when argument is JsonValue => [new Reference(ReferenceKind.Condition, argument.ToString())],
            "Fn::GetAtt" => Attribute(argument),
            "Fn::Sub" => Substituted(argument),
            "Fn::If" when argument is JsonArray { Count: 3 } parts => [new Reference(ReferenceKind.Condition, parts[0]!.ToString()), .. In(parts[1]), .. In(parts[2])],
            _ => null,
        };
    }

    private static IEnumerable<Reference> Attribute(JsonNode? argument) => argument switch
    {
        JsonArray { Count: >= 2 } parts => [new Reference(ReferenceKind.Attribute, parts[0]!.ToString(), parts[1] is JsonValue ? string.Join('.', parts.Skip(1)) : null), .. In(parts[1])],
        JsonValue text when text.ToString().Split('.', 2) is [var name, var attribute] => [new Reference(ReferenceKind.Attribute, name, attribute)],
        _ => throw AwsException.Validation("Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute"),
    };

    private static IEnumerable<Reference> Substituted(JsonNode? argument)
    {
        var text = argument as JsonValue ?? (argument as JsonArray)?.FirstOrDefault() as JsonValue ??
            throw AwsException.Validation("Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string");
        var own = (argument as JsonArray)?.ElementAtOrDefault(1) as JsonObject ?? [];
        foreach (var name in InText(text.ToString()).Where(name => !own.ContainsKey(name)))
            yield return name.Split('.', 2) is [var resource, var attribute]
                ? new Reference(ReferenceKind.Attribute, resource, attribute)
                : new Reference(ReferenceKind.Value, name);
        foreach (var reference in own.SelectMany(member => In(member.Value))) yield return reference;
    }
}
