using System.Text.Json;

namespace Kayron.Core.Policies.Access;

/// <summary>All that one resource grants.</summary>
/// <param name="Attachments">Managed policies, and who gets the policy.</param>
internal sealed record Grants(IReadOnlyList<PolicyStatement> Statements, IReadOnlyCollection<string> Attachments, string? Boundary, IReadOnlyList<SecurityGroupRule> Rules)
{
    public static Grants None { get; } = new([], [], null, []);

    /// <exception cref="FormatException">It is written as no policy or rule is.</exception>
    public static Grants Read(GrantingType type, JsonElement properties)
    {
        if (type.IsWhole) return ReadWhole(type.Name, properties);
        var (statements, attachments, rules, boundary) = (new List<PolicyStatement>(), new HashSet<string>(), new List<SecurityGroupRule>(), (string?)null);
        foreach (var (name, kind) in type.Properties)
        {
            var value = properties.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : (JsonElement?)null;
            switch (kind)
            {
                case GrantKind.Document when value is { } document: statements.AddRange(PolicyDocument.Read(document)); break;
                case GrantKind.LimitingDocument: statements.AddRange(value is { } limit ? PolicyDocument.Read(limit) : [PolicyStatement.Everything]); break;
                case GrantKind.Documents: statements.AddRange(Items(value).SelectMany(item => PolicyDocument.Read(item.GetProperty("PolicyDocument")))); break;
                case GrantKind.Attachments: attachments.UnionWith(Items(value).Select(item => item.GetString() ?? throw new FormatException())); break;
                case GrantKind.Boundary: boundary = value?.GetString(); break;
                case GrantKind.Ingress: rules.AddRange(Items(value).Select(rule => SecurityGroupRule.Read("in from", "Source", rule))); break;
                case GrantKind.Egress: rules.AddRange(value is null ? SecurityGroupRule.EverythingOut : Items(value).Select(rule => SecurityGroupRule.Read("out to", "Destination", rule))); break;
            }
        }
        return new Grants(statements, attachments, boundary, rules);
    }

    private static Grants ReadWhole(string type, JsonElement properties) => type switch
    {
        GrantingTypes.IngressRule => None with { Rules = [SecurityGroupRule.Read("in from", "Source", properties)] },
        GrantingTypes.EgressRule => None with { Rules = [SecurityGroupRule.Read("out to", "Destination", properties)] },
        GrantingTypes.EventBusPolicy when properties.TryGetProperty("Statement", out var statement) => None with { Statements = PolicyDocument.ReadStatements(statement) },
        GrantingTypes.LambdaPermission => None with { Statements = [Permission(properties, "FunctionName", ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken", "FunctionUrlAuthType"])] },
        GrantingTypes.LayerPermission => None with { Statements = [Permission(properties, "LayerVersionArn", ["OrganizationId"])] },
        _ => None with { Statements = [Permission(properties, "EventBusName", ["Condition"])] },
    };

    /// <summary>One allow statement, spelled as the properties of a resource.</summary>
    private static PolicyStatement Permission(JsonElement properties, string resource, string[] conditions) => PolicyStatement.Of(
        allows: true, [Text(properties, "Principal") ?? "*"], [Text(properties, "Action") ?? throw new FormatException("a permission without an action")], [Text(properties, resource) ?? ""],
        conditions.Select(name => (Name: name, Value: properties.TryGetProperty(name, out var value) ? value.GetRawText() : null)).Where(condition => condition.Value is not null)
            .ToDictionary(condition => condition.Name, condition => condition.Value!));

    private static string? Text(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>The items of a list; one that CloudFormation does not know yet is none.</summary>
    private static IEnumerable<JsonElement> Items(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new FormatException("a list was expected"),
    };
}
