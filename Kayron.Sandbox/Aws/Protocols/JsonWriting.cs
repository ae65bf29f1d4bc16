using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Protocols;

/// <summary>Builds the members of an operation's output.</summary>
public static class JsonWriting
{
    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray ToJsonArray(this IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)JsonValue.Create(item))]);

    /// <summary>Seconds since the epoch with milliseconds, as the JSON protocols write times.</summary>
    public static JsonValue Epoch(this DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000.0);

    /// <summary>ISO 8601 with milliseconds, as the XML protocols write times.</summary>
    public static string Iso(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    /// <summary>Leaves out the members without a value: the protocols omit what is absent.</summary>
    public static JsonObject WithoutAbsent(this JsonObject output)
    {
        foreach (var name in output.Where(member => member.Value is null).Select(member => member.Key).ToList())
            output.Remove(name);
        return output;
    }
}
