using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kayron.Core.Policies.Access;

/// <summary>Reads IAM's policy language, in every form that AWS takes it: one or many, in any order, in any case where case does not matter.</summary>
internal static partial class PolicyDocument
{
    private static readonly string[] Negative = ["NotPrincipal", "NotAction", "NotResource"];

    /// <exception cref="FormatException">It is no policy.</exception>
    public static IReadOnlyList<PolicyStatement> Read(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.String)
        {
            using var parsed = JsonDocument.Parse(document.GetString()!);
            return Read(parsed.RootElement);
        }
        if (document.ValueKind != JsonValueKind.Object) throw new FormatException("a policy is an object");
        return Find(document, "Statement") is { } statements ? ReadStatements(statements) : throw new FormatException("a policy has statements");
    }

    public static IReadOnlyList<PolicyStatement> ReadStatements(JsonElement statements) =>
        statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray().Select(ReadStatement)] : [ReadStatement(statements)];

    private static PolicyStatement ReadStatement(JsonElement statement) => PolicyStatement.Of(
        Find(statement, "Effect")?.GetString() switch { "Allow" => true, "Deny" => false, _ => throw new FormatException("a statement allows or denies") },
        Element(statement, "Principal", ReadPrincipals), Element(statement, "Action", ReadActions), Element(statement, "Resource", Texts),
        ReadConditions(statement), Negations(statement));

    /// <summary>Empty where the statement has none, as trust policies have no resource; null where it says which not, and so nearly all.</summary>
    private static IReadOnlyList<string>? Element(JsonElement statement, string name, Func<JsonElement, IReadOnlyList<string>> read) =>
        Find(statement, $"Not{name}") is not null ? null : Find(statement, name) is { } value ? read(value) : [""];

    private static string Negations(JsonElement statement) => string.Join(';', Negative
        .Select(name => (Name: name, Value: Find(statement, name))).Where(part => part.Value is not null)
        .Select(part => $"{part.Name} {string.Join(',', ReadNegation(part.Name, part.Value!.Value).Order(StringComparer.Ordinal))}"));

    private static IReadOnlyList<string> ReadNegation(string name, JsonElement value) => name switch
    {
        "NotPrincipal" => ReadPrincipals(value),
        "NotAction" => ReadActions(value),
        _ => Texts(value),
    };

    private static IReadOnlyList<string> ReadActions(JsonElement value) => [.. Texts(value).Select(action => action.ToLowerInvariant())];

    private static IReadOnlyList<string> ReadPrincipals(JsonElement principal) => principal.ValueKind == JsonValueKind.Object
        ? [.. principal.EnumerateObject().SelectMany(kind => Texts(kind.Value).Select(name => name == "*" && kind.Name == "AWS" ? "*" : $"{kind.Name} {Account().Replace(name, "arn:aws:iam::$0:root")}"))]
        : Texts(principal);

    private static Dictionary<string, string> ReadConditions(JsonElement statement)
    {
        var conditions = new Dictionary<string, string>();
        if (Find(statement, "Condition") is not { } operators) return conditions;
        foreach (var @operator in operators.EnumerateObject())
            foreach (var key in @operator.Value.EnumerateObject())
                conditions[$"{@operator.Name.ToLowerInvariant()} {key.Name.ToLowerInvariant()}"] = string.Join(',', Texts(key.Value).Order(StringComparer.Ordinal));
        return conditions;
    }

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Texts).Distinct()],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Number => [value.GetRawText()],
        _ => throw new FormatException("a text was expected"),
    };

    /// <summary>AWS takes the names of elements in any case.</summary>
    private static JsonElement? Find(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        return null;
    }

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.NonBacktracking)]
    private static partial Regex Account();
}
