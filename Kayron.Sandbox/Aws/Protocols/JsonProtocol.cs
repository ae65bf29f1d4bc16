using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Protocols;

/// <summary>The JSON 1.1 protocol of ECS, ECR and the tagging API: the operation in <c>X-Amz-Target</c>, JSON in and out.</summary>
public static class JsonProtocol
{
    public const string ContentType = "application/x-amz-json-1.1";

    public static JsonObject Read(byte[] body)
    {
        if (body.Length == 0) return [];
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new AwsException("SerializationException", "The request body is not an object.");
        }
        catch (JsonException)
        {
            throw new AwsException("SerializationException", "The request body is not JSON.");
        }
    }

    public static byte[] Write(JsonObject output) => Encoding.UTF8.GetBytes(output.ToJsonString());

    public static byte[] WriteError(AwsException error) => Write(new JsonObject { ["__type"] = error.Code, ["message"] = error.Message });
}
