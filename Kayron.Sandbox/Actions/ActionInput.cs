using System.Text.Json;

namespace Kayron.Sandbox.Actions;

/// <summary>A field of an action's input is missing or wrong.</summary>
public sealed class ActionInputException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>The JSON body of an action, read field by field.</summary>
internal sealed class ActionInput(JsonElement body)
{
    public string Required(string field) => Text(field) is { Length: > 0 } text ? text : throw new ActionInputException(field, $"{field} is required.");

    public string? Text(string field) => Read(field, JsonValueKind.String, "a text")?.GetString();

    public int RequiredNumber(string field) => Number(field) ?? throw new ActionInputException(field, $"{field} is required.");

    public int? Number(string field)
    {
        if (Read(field, JsonValueKind.Number, "a whole number that is not negative") is not { } value) return null;
        return value.TryGetInt32(out var number) && number >= 0 ? number : throw new ActionInputException(field, $"{field} must be a whole number that is not negative.");
    }

    public bool Flag(string field) => Find(field) switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw new ActionInputException(field, $"{field} must be true or false."),
    };

    public TimeSpan? Seconds(string field) => Number(field) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public IReadOnlyList<string>? List(string field) =>
        Read(field, JsonValueKind.Array, "a list of texts")?.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new ActionInputException(field, $"{field} must be a list of texts.")).ToList();

    public IReadOnlyDictionary<string, string>? Map(string field) =>
        Read(field, JsonValueKind.Object, "an object of texts")?.EnumerateObject().ToDictionary(
            item => item.Name, item => item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : throw new ActionInputException(field, $"{field}.{item.Name} must be a text."));

    /// <summary>Refuses fields the action does not know: a misspelt one would be ignored otherwise.</summary>
    public void AllowOnly(IEnumerable<string> fields)
    {
        if (body.EnumerateObject().Select(field => field.Name).Except(fields).FirstOrDefault() is { } unknown) throw new ActionInputException(unknown, $"{unknown} is not a field of this action.");
    }

    private JsonElement? Read(string field, JsonValueKind kind, string expected) => Find(field) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { } value when value.ValueKind == kind => value,
        _ => throw new ActionInputException(field, $"{field} must be {expected}."),
    };

    private JsonElement? Find(string field) => body.TryGetProperty(field, out var value) ? value : null;
}
