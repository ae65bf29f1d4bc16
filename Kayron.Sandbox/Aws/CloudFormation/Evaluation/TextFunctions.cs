using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Changes;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>The intrinsic functions on strings and lists.</summary>
public sealed class TextFunctions(EvaluationScope scope, Func<JsonNode?, JsonNode?> evaluate, Func<string, JsonNode?> reference)
{
    public JsonNode Call(string function, JsonNode argument) => function switch
    {
        "Fn::Sub" => Substitute(argument),
        "Fn::Join" => Join(List(argument, function, 2)),
        "Fn::Split" => Split(List(argument, function, 2)),
        "Fn::Select" => Select(List(argument, function, 2)),
        "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(argument))),
        "Fn::Cidr" => CidrBlocks.Split([.. List(argument, function, 2).Select(Text)]),
        "Fn::GetAZs" => new JsonArray([.. "abc".Select(zone => (JsonNode)$"{scope.Stack.Region}{zone}")]),
        "Fn::Length" => Items(argument).Count.ToString(CultureInfo.InvariantCulture),
        "Fn::ToJsonString" => evaluate(argument)!.ToJsonString(),
        _ => throw AwsException.Validation($"Template format error: Unrecognized intrinsic function {function}"),
    };

    private JsonValue Substitute(JsonNode argument)
    {
        var (text, own) = argument is JsonArray list ? (list[0]!.ToString(), list.ElementAtOrDefault(1) as JsonObject ?? []) : (argument.ToString(), []);
        var replaced = References.Variable().Replace(text, match => Variable(match.Groups["name"].Value.Trim(), own));
        return JsonValue.Create(replaced.Replace("${!", "${"));
    }

    private string Variable(string name, JsonObject own)
    {
        if (own.ContainsKey(name)) return Text(own[name]);
        var value = name.Split('.', 2) is [var resource, var attribute] ? scope.Values.Attribute(resource, attribute) : reference(name);
        return value is JsonArray list ? string.Join(',', list) : value?.ToString() ?? "";
    }

    private JsonValue Join(JsonArray parts) => JsonValue.Create(string.Join(Text(parts[0]), Items(parts[1]).Select(Text)));

    private JsonArray Split(JsonArray parts) => new([.. Text(parts[1]).Split(Text(parts[0])).Select(part => (JsonNode)part)]);

    private JsonNode Select(JsonArray parts)
    {
        var items = Items(parts[1]);
        // A part of what only the update itself will tell is as unknown.
        if (items is [JsonValue single] && single.ToString() == ExpectedValues.Unknown) return single.DeepClone();
        return int.TryParse(Text(parts[0]), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count
            ? items[index]!.DeepClone()
            : throw AwsException.Validation("Template error: Fn::Select cannot select nonexistent value at index " + Text(parts[0]));
    }

    private static JsonArray List(JsonNode argument, string function, int atLeast) => argument is JsonArray list && list.Count >= atLeast
        ? list
        : throw AwsException.Validation($"Template error: every {function} object requires {atLeast} parameters.");

    private JsonArray Items(JsonNode? node) => evaluate(node) as JsonArray ?? throw AwsException.Validation("Template error: a list was expected.");

    private string Text(JsonNode? node) => evaluate(node)?.ToString() ?? "";
}
