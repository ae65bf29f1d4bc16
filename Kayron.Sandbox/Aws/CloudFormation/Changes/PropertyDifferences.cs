using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>One value within a resource that differs, with the expressions it comes from.</summary>
/// <param name="Property">The property at the top that it is part of.</param>
/// <param name="Path">Where it is, <c>/Properties/ContainerDefinitions/0/Image</c>.</param>
public sealed record PropertyDifference(string Property, string Path, JsonNode? Before, JsonNode? After, JsonNode? ExpressionBefore, JsonNode? Expression);

/// <summary>Follows the values and the expressions behind them down to where they differ.</summary>
public static class PropertyDifferences
{
    public static IEnumerable<PropertyDifference> Of(string property, JsonNode? before, JsonNode? after, JsonNode? expressionBefore, JsonNode? expression) =>
        Within(new PropertyDifference(property, $"/Properties/{property}", before, after, expressionBefore, expression));

    private static IEnumerable<PropertyDifference> Within(PropertyDifference whole)
    {
        if (JsonNode.DeepEquals(whole.Before, whole.After)) return [];
        return whole switch
        {
            { Before: JsonObject before, After: JsonObject after, Expression: JsonObject expression } when IsPlain(expression) =>
                before.Select(member => member.Key).Union(after.Select(member => member.Key)).SelectMany(name => Within(whole with
                {
                    Path = $"{whole.Path}/{name}",
                    Before = before[name],
                    After = after[name],
                    ExpressionBefore = (whole.ExpressionBefore as JsonObject)?[name],
                    Expression = expression[name],
                })),
            // A list of another length, or one with conditional members, is compared as a whole: its places do not correspond.
            { Before: JsonArray before, After: JsonArray after, Expression: JsonArray expression } when before.Count == after.Count && after.Count == expression.Count =>
                Enumerable.Range(0, after.Count).SelectMany(index => Within(whole with
                {
                    Path = $"{whole.Path}/{index}",
                    Before = before[index],
                    After = after[index],
                    ExpressionBefore = (whole.ExpressionBefore as JsonArray)?.ElementAtOrDefault(index),
                    Expression = expression[index],
                })),
            _ => [whole],
        };
    }

    private static bool IsPlain(JsonObject expression) =>
        expression is not { Count: 1 } || (expression.First().Key is var name && name != "Ref" && !name.StartsWith("Fn::", StringComparison.Ordinal));
}
