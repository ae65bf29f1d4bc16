using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Sandbox.Aws.Protocols;

/// <summary>The Query protocol of CloudFormation and STS: a form in, XML out.</summary>
public sealed class QueryProtocol(XNamespace @namespace)
{
    private const int MaximumFields = 20_000;
    private const int MaximumDepth = 12;

    /// <summary><c>Tags.member.1.Key=a</c> becomes <c>{"Tags":[{"Key":"a"}]}</c>.</summary>
    public static JsonObject Read(byte[] body)
    {
        var fields = Fields(body);
        var input = new JsonObject();
        foreach (var (name, values) in fields)
            Place(input, name.Split('.'), values.ToString());
        return (JsonObject)ListsIn(input)!;
    }

    public byte[] Write(string operation, JsonObject output, string requestId) =>
        Bytes(new XElement(@namespace + $"{operation}Response",
            new XElement(@namespace + $"{operation}Result", Members(output)),
            new XElement(@namespace + "ResponseMetadata", new XElement(@namespace + "RequestId", requestId))));

    public byte[] WriteError(AwsException error, string requestId) =>
        Bytes(new XElement(@namespace + "ErrorResponse",
            new XElement(@namespace + "Error",
                new XElement(@namespace + "Type", error.Status < 500 ? "Sender" : "Receiver"),
                new XElement(@namespace + "Code", error.Code),
                new XElement(@namespace + "Message", error.Message)),
            new XElement(@namespace + "RequestId", requestId)));

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Fields(byte[] body)
    {
        try
        {
            return new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = MaximumFields, ValueLengthLimit = 2_000_000, KeyLengthLimit = 512 }.ReadForm();
        }
        catch (InvalidDataException tooMuch)
        {
            throw new AwsException("MalformedInput", tooMuch.Message);
        }
    }

    private static void Place(JsonObject into, string[] path, string value)
    {
        if (path.Length > MaximumDepth) throw AwsException.Validation("The request is nested too deeply.");
        foreach (var name in path[..^1])
        {
            if (into[name] is not JsonObject inner) into[name] = inner = [];
            into = inner;
        }
        into[path[^1]] = value;
    }

    /// <summary>An object whose only member is <c>member</c> is a list; the numbers give its order.</summary>
    private static JsonNode? ListsIn(JsonNode? node)
    {
        if (node is not JsonObject item) return node?.DeepClone();
        if (item.Count == 1 && item["member"] is JsonObject members)
            return members.OrderBy(member => int.TryParse(member.Key, out var index) ? index : int.MaxValue).Select(member => ListsIn(member.Value)).ToJsonArray();
        return new JsonObject(item.Select(member => KeyValuePair.Create(member.Key, ListsIn(member.Value))));
    }

    private IEnumerable<XElement> Members(JsonObject item) =>
        item.Where(member => member.Value is not null).Select(member => new XElement(@namespace + member.Key, Content(member.Value!)));

    private object Content(JsonNode node) => node switch
    {
        JsonObject item => Members(item),
        JsonArray list => list.Where(member => member is not null).Select(member => new XElement(@namespace + "member", Content(member!))),
        _ => XmlText.Valid(node.ToString()),
    };

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
}
