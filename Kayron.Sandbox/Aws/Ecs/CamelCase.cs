using System.Globalization;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>CloudFormation's properties as the ECS API has them: camel case, with numbers and truth values that are such.</summary>
public static class CamelCase
{
    /// <summary>Maps whose keys are the user's.</summary>
    private static readonly HashSet<string> Verbatim = ["Options", "DockerLabels", "Labels", "DriverOpts"];

    /// <summary>Strings in the API although they look like numbers.</summary>
    private static readonly HashSet<string> Texts = ["Cpu", "Memory", "Value", "Name", "Image", "Family", "SourcePath", "AppProtocol", "User"];

    public static JsonObject Of(JsonObject properties) => Members(properties, top: true);

    private static JsonObject Members(JsonObject properties, bool top) => new(properties.Select(member =>
        KeyValuePair.Create(char.ToLowerInvariant(member.Key[0]) + member.Key[1..], Value(member.Key, member.Value, top))));

    private static JsonNode? Value(string name, JsonNode? node, bool top = false) => node switch
    {
        JsonObject members when Verbatim.Contains(name) => members.DeepClone(),
        JsonObject members => Members(members, top: false),
        JsonArray items when name is "Command" or "EntryPoint" or "Links" => items.DeepClone(),
        JsonArray items => new JsonArray([.. items.Select(item => Value("", item))]),
        // The task's own cpu and memory are strings, a container's are numbers.
        JsonValue value => Texts.Contains(name) && (top || name is not ("Cpu" or "Memory")) ? value.DeepClone() : Scalar(value.ToString()),
        _ => null,
    };

    private static JsonValue Scalar(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when text.Length < 10 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
