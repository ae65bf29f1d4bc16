using System.Globalization;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Protocols;

/// <summary>Reads the members of an operation's input.</summary>
public static class JsonReading
{
    extension(JsonObject input)
    {
        public string? Text(string name) => input[name] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

        public bool Flag(string name, bool otherwise = false) => input.Text(name) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

        public int? Number(string name) => input.Text(name) is { } text
            ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw AwsException.Validation($"{name} must be a number.")
            : null;

        public IReadOnlyList<string> Strings(string name) => input[name] is JsonArray array ? [.. array.Select(item => item?.ToString() ?? "")] : [];

        public IReadOnlyList<JsonObject> Items(string name) => input[name] is JsonArray array ? [.. array.OfType<JsonObject>()] : [];

        public string Required(string name) => input.Text(name) ??
            throw AwsException.Validation($"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");
    }
}
