using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Turns a template's text, JSON or YAML, into nodes whose scalars are all strings, as CloudFormation treats them.</summary>
public static class TemplateReader
{
    public static JsonObject Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw AwsException.Validation("Template format error: Template is empty");
        return text.AsSpan().TrimStart().StartsWith("{") ? ReadJson(text) : YamlTemplateReader.Read(text);
    }

    private static JsonObject ReadJson(string text)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = TemplateLimits.Depth, AllowDuplicateProperties = false };
            return (JsonObject)Strings(JsonNode.Parse(text, documentOptions: options)!);
        }
        catch (JsonException error)
        {
            throw AwsException.Validation($"Template format error: JSON not well-formed. (line {error.LineNumber + 1}, column {error.BytePositionInLine + 1})");
        }
    }

    private static JsonNode Strings(JsonNode? node) => node switch
    {
        null => throw AwsException.Validation("[/] 'null' values are not allowed in templates"),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Strings(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Strings)]),
        _ => JsonValue.Create(node.ToString()),
    };
}
