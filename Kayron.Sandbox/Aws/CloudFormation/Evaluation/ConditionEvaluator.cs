using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>Evaluates the Conditions section.</summary>
public sealed class ConditionEvaluator(Template template, Func<JsonNode?, JsonNode?> evaluate)
{
    private readonly Dictionary<string, bool?> _known = [];

    public bool Holds(string name)
    {
        if (_known.TryGetValue(name, out var known)) return known ?? throw AwsException.Validation($"Template format error: Found circular condition dependency with condition {name}");
        if (template.Conditions[name] is not { } expression) throw AwsException.Validation($"Template format error: Unresolved condition dependency {name}");
        _known[name] = null;
        var holds = Expression(expression);
        _known[name] = holds;
        return holds;
    }

    public bool Call(string function, JsonNode argument)
    {
        var parts = argument as JsonArray ?? throw AwsException.Validation($"Template error: {function} requires a list argument");
        return function switch
        {
            "Fn::Equals" => Text(parts[0]) == Text(parts[1]),
            "Fn::And" => parts.All(part => Expression(part!)),
            "Fn::Or" => parts.Any(part => Expression(part!)),
            _ => !Expression(parts[0]!),
        };
    }

    private bool Expression(JsonNode expression) => expression switch
    {
        JsonObject { Count: 1 } single when single["Condition"] is { } name => Holds(name.ToString()),
        JsonObject { Count: 1 } single when single.First().Key is "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" => Call(single.First().Key, single.First().Value!),
        _ => Text(expression).Equals("true", StringComparison.OrdinalIgnoreCase),
    };

    private string Text(JsonNode? node) => evaluate(node) switch
    {
        null => "",
        JsonValue value => value.ToString(),
        { } other => other.ToJsonString(),
    };
}
