using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Turns the evaluated properties of a nested stack's resource into the nested stack's definition.</summary>
public sealed class NestedStackInput(TemplateSource source, ParameterResolver parameters)
{
    public StackDefinition Definition(JsonObject properties, StackDefinition parent, IDictionary<string, string> captured)
    {
        var url = properties["TemplateURL"]?.ToString() ?? throw AwsException.Validation("Encountered unsupported property: TemplateURL is required");
        var body = source.Fetch(url, captured);
        CapabilityCheck.Check(TemplateCache.Get(body), parent.Capabilities);
        var given = (properties["Parameters"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => (string?)Text(entry.Value));
        var tags = new Dictionary<string, string>(parent.Tags);
        foreach (var (key, value) in ResourceTags.Own(properties)) tags[key] = value;
        return new StackDefinition
        {
            TemplateBody = body,
            Parameters = parameters.Resolve(TemplateCache.Get(body), given, new Dictionary<string, ParameterValue>()),
            Tags = tags,
            Capabilities = parent.Capabilities,
            RoleArn = parent.RoleArn,
        };
    }

    private static string Text(JsonNode? node) => node is JsonArray list ? string.Join(',', list) : node?.ToString() ?? "";
}
