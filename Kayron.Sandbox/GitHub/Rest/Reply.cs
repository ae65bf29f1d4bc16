using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>An answer before it is written: either an object that becomes JSON, or bytes.</summary>
internal sealed record Reply(int Status, object? Body = null)
{
    private const string Documentation = "https://docs.github.com/rest";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new SecondsConverter() },
    };

    public byte[]? Content { get; init; }
    public string ContentType { get; init; } = "application/json; charset=utf-8";
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public byte[] Bytes() => Content ?? (Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Body, s_json));

    public static Reply Ok(object body) => new(200, body);

    public static Reply Created(object body) => new(201, body);

    public static Reply NoContent() => new(204);

    public static Reply Raw(byte[] content, string type) => new(200) { Content = content, ContentType = type };

    public static Reply Text(string text, string type) => Raw(Encoding.UTF8.GetBytes(text), type);

    public static Reply Redirect(string address) => new(302) { Headers = new Dictionary<string, string> { ["Location"] = address } };

    public static Reply Problem(int status, string message) => new(status, new { message, documentation_url = Documentation, status = status.ToString() });

    public static Reply NotFound() => Problem(404, "Not Found");

    /// <summary>422 for one field, with GitHub's code of what is wrong: <c>missing_field</c>, <c>invalid</c>, <c>already_exists</c> or <c>custom</c>.</summary>
    public static Reply Invalid(string resource, string field, string code, string? message = null) =>
        new(422, new { message = "Validation Failed", errors = new[] { new { resource, field, code, message } }, documentation_url = Documentation, status = "422" });

    // GitHub writes times in UTC and whole seconds.
    private sealed class SecondsConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Times.Format(value));
    }
}

internal static class Times
{
    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

/// <summary>Ends a handler early with the answer it carries.</summary>
internal sealed class ReplyException(Reply reply) : Exception($"Answered {reply.Status}.")
{
    public Reply Reply { get; } = reply;
}
