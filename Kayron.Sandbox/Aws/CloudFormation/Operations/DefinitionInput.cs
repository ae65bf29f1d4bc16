using System.Text;
using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Evaluation;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.CloudFormation.Operations;

/// <summary>Reads what a stack shall be made from out of a request: template, parameters, tags, capabilities, role.</summary>
public sealed class DefinitionInput(TemplateSource source, ParameterResolver parameters)
{
    /// <param name="previous">The stack's present definition; empty where it is created.</param>
    public StackDefinition Read(JsonObject input, StackDefinition previous)
    {
        var body = Body(input, previous);
        var template = TemplateCache.Get(body);
        var given = input.Items("Parameters").ToDictionary(item => item.Required("ParameterKey"), item => item.Flag("UsePreviousValue") ? null : item["ParameterValue"]?.ToString() ?? "");
        var resolved = parameters.Resolve(template, given, previous.Parameters);
        CapabilityCheck.Check(template, input.Strings("Capabilities"));
        return new StackDefinition
        {
            TemplateBody = body,
            Parameters = resolved,
            Tags = input.ContainsKey("Tags") ? Tags(input) : previous.Tags,
            Capabilities = [.. input.Strings("Capabilities")],
            RoleArn = input.Text("RoleARN") ?? previous.RoleArn,
        };
    }

    public string Body(JsonObject input, StackDefinition? previous)
    {
        var (body, url, use) = (input.Text("TemplateBody"), input.Text("TemplateURL"), input.Flag("UsePreviousTemplate"));
        var given = (body is null ? 0 : 1) + (url is null ? 0 : 1) + (use ? 1 : 0);
        if (given != 1) throw AwsException.Validation("Either Template URL or Template Body must be specified.");
        if (use) return previous is { TemplateBody.Length: > 0 } ? previous.TemplateBody : throw AwsException.Validation("No previous template exists.");
        if (body is not null && Encoding.UTF8.GetByteCount(body) > TemplateLimits.BodyBytes)
            throw AwsException.Validation($"1 validation error detected: Value '{body[..32]}...' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {TemplateLimits.BodyBytes}");
        return body ?? source.Fetch(url!);
    }

    private static Dictionary<string, string> Tags(JsonObject input)
    {
        var tags = new Dictionary<string, string>();
        foreach (var tag in input.Items("Tags"))
        {
            var key = tag.Required("Key");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw AwsException.Validation("aws: prefixed tag key names are not allowed for external use.");
            if (!tags.TryAdd(key, tag.Text("Value") ?? "")) throw AwsException.Validation("Duplicate tag keys found. Please remove duplicates and try again.");
        }
        return tags.Count <= 50 ? tags : throw AwsException.Validation("Too many tags: at most 50 are allowed.");
    }
}
