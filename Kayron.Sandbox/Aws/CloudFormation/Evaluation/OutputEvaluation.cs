using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

public static class OutputEvaluation
{
    public static List<OutputState> Outputs(this Evaluator evaluator, Template template) =>
        [.. template.Outputs.Where(entry => evaluator.Exists((JsonObject)entry.Value!)).Select(entry => Output(evaluator, entry.Key, (JsonObject)entry.Value!))];

    private static OutputState Output(Evaluator evaluator, string key, JsonObject declared)
    {
        var value = evaluator.Evaluate(declared["Value"]) ?? throw AwsException.Validation($"Template format error: Output {key} is malformed");
        if (value is not JsonValue) throw AwsException.Validation($"Template format error: The Value field of every Outputs member must evaluate to a String.");
        var export = (declared["Export"] as JsonObject)?["Name"];
        return new OutputState(key, value.ToString(), declared["Description"]?.ToString(), export is null ? null : evaluator.Evaluate(export)?.ToString());
    }
}
