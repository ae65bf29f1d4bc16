using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;

namespace Kayron.Core.Aws.Runtime;

/// <summary>The AWS Query protocol over the same System.Text.Json metadata that the JSON services use: no reflection, no code an operation.</summary>
internal static class QueryCodec
{
    // Stack events may quote control characters, which XML 1.0 forbids and AWS escapes all the same.
    private static readonly XmlReaderSettings ReaderSettings = new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false };

    /// <summary><c>{"Tags":[{"Key":"a"}]}</c> becomes <c>Tags.member.1.Key=a</c>; an empty list becomes <c>Tags=</c> (clear), an absent one is not sent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Flatten(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}")),
        JsonValueKind.Array when element.GetArrayLength() == 0 => [new(name, "")],
        JsonValueKind.Array => element.EnumerateArray().SelectMany((member, index) => Flatten(member, $"{name}.member.{index + 1}")),
        JsonValueKind.True => [new(name, "true")],
        JsonValueKind.False => [new(name, "false")],
        JsonValueKind.String => [new(name, element.GetString()!)],
        JsonValueKind.Number => [new(name, element.GetRawText())],
        _ => [],
    };

    public static XElement Load(Stream stream)
    {
        using var reader = XmlReader.Create(stream, ReaderSettings);
        return XDocument.Load(reader).Root!;
    }

    /// <summary>Reads an element into a shape, directed by its metadata: an empty element is a list, an object or a string by its declared type.</summary>
    public static T Read<T>(XElement? result, JsonTypeInfo<T> shape)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, result ?? new XElement("empty"), shape);
        return JsonSerializer.Deserialize(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), shape)!;
    }

    private static void Write(Utf8JsonWriter writer, XElement element, JsonTypeInfo shape)
    {
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object: WriteObject(writer, element, shape); break;
            case JsonTypeInfoKind.Enumerable: WriteList(writer, element, shape); break;
            default: WriteValue(writer, element.Value, Nullable.GetUnderlyingType(shape.Type) ?? shape.Type); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, XElement element, JsonTypeInfo shape)
    {
        writer.WriteStartObject();
        foreach (var child in element.Elements())
        {
            if (shape.Properties.FirstOrDefault(property => property.Name == child.Name.LocalName) is not { } property) continue;
            writer.WritePropertyName(property.Name);
            Write(writer, child, shape.Options.GetTypeInfo(property.PropertyType));
        }
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, XElement element, JsonTypeInfo shape)
    {
        writer.WriteStartArray();
        foreach (var member in element.Elements()) Write(writer, member, shape.Options.GetTypeInfo(shape.ElementType!));
        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, string text, Type type)
    {
        if (type == typeof(string)) writer.WriteStringValue(text);
        else if (text.Length == 0) writer.WriteNullValue();
        else if (type == typeof(bool)) writer.WriteBooleanValue(text.Trim() == "true");
        else if (type == typeof(int) || type == typeof(long)) writer.WriteRawValue(text.Trim());
        else writer.WriteStringValue(text.Trim());
    }
}
