using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>Evaluates expressions of a template. Null stands for <c>AWS::NoValue</c>: the member is left out.</summary>
public sealed class Evaluator
{
    private readonly EvaluationScope _scope;
    private readonly ConditionEvaluator _conditions;
    private readonly TextFunctions _text;

    public Evaluator(EvaluationScope scope)
    {
        _scope = scope;
        _conditions = new ConditionEvaluator(scope.Template, Evaluate);
        _text = new TextFunctions(scope, Evaluate, Reference);
    }

    public bool Holds(string condition) => _conditions.Holds(condition);

    /// <summary>Whether the resource or output exists under the present conditions.</summary>
    public bool Exists(JsonObject declaration) => declaration["Condition"] is not JsonValue condition || Holds(condition.ToString());

    public JsonObject Properties(ResourceDeclaration resource) => Evaluate(resource.Properties) as JsonObject ?? [];

    public JsonNode? Evaluate(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } single when IsFunction(single.First().Key) => Checked(single.First().Key, single.First().Value!),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Evaluate(member.Value))).Where(member => member.Value is not null)),
        JsonArray items => new JsonArray([.. items.Select(Evaluate).Where(item => item is not null)]),
        _ => node?.DeepClone(),
    };

    private static bool IsFunction(string name) => name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal);

    private JsonNode? Checked(string function, JsonNode argument)
    {
        try
        {
            return Call(function, argument);
        }
        catch (Exception misused) when (misused is InvalidOperationException or ArgumentException)
        {
            // A scalar where a list or map has to be, or too few of them.
            throw AwsException.Validation($"Template error: {function} has arguments that it cannot take");
        }
    }

    private JsonNode? Call(string function, JsonNode argument) => function switch
    {
        "Ref" => Reference(argument.ToString()),
        "Fn::GetAtt" => Attribute(argument),
        "Fn::If" => If(argument),
        "Fn::FindInMap" => FindInMap(argument),
        "Fn::ImportValue" => _scope.Values.Import(Evaluate(argument)!.ToString()),
        "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" => _conditions.Call(function, argument) ? "true" : "false",
        _ => _text.Call(function, argument),
    };

    private JsonNode? Reference(string name)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal)) return Pseudo(name);
        if (!_scope.Template.Parameters.TryGetValue(name, out var declaration)) return _scope.Values.Reference(name);
        var value = _scope.Parameters[name];
        return declaration.IsList ? new JsonArray([.. value.Split(',', StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)]) : value;
    }

    private JsonNode? Pseudo(string name) => name switch
    {
        "AWS::AccountId" => _scope.Stack.Account,
        "AWS::Region" => _scope.Stack.Region,
        "AWS::StackName" => _scope.Stack.StackName,
        "AWS::StackId" => _scope.Stack.StackId,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NotificationARNs" => new JsonArray(),
        "AWS::NoValue" => null,
        _ => throw AwsException.Validation($"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template"),
    };

    private JsonNode Attribute(JsonNode argument)
    {
        var parts = argument is JsonArray list ? [.. list.Select(part => Evaluate(part)!.ToString())] : argument.ToString().Split('.', 2);
        return _scope.Values.Attribute(parts[0], string.Join('.', parts.Skip(1)));
    }

    private JsonNode? If(JsonNode argument)
    {
        if (argument is not JsonArray { Count: 3 } parts) throw AwsException.Validation("Template error: Fn::If requires a list argument with three elements");
        return Evaluate(Holds(parts[0]!.ToString()) ? parts[1] : parts[2]);
    }

    private JsonNode? FindInMap(JsonNode argument)
    {
        if (argument is not JsonArray { Count: >= 3 } parts) throw AwsException.Validation("Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value");
        var keys = parts.Take(3).Select(part => Evaluate(part)!.ToString()).ToList();
        if (_scope.Template.Mappings[keys[0]]?[keys[1]]?[keys[2]] is { } found) return found.DeepClone();
        if (parts.ElementAtOrDefault(3) is JsonObject options && options["DefaultValue"] is { } otherwise) return Evaluate(otherwise);
        throw AwsException.Validation($"Template error: Unable to get mapping for {string.Join("::", keys)}");
    }
}
