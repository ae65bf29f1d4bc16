using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Reads a YAML template from the parser's events, short tags included, without ever nesting or expanding beyond the limits.</summary>
public sealed class YamlTemplateReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, JsonNode> _anchors = [];
    private int _nodes;

    private YamlTemplateReader(string text) => _parser = new Parser(new StringReader(text));

    public static JsonObject Read(string text)
    {
        var reader = new YamlTemplateReader(text);
        try
        {
            reader._parser.Consume<StreamStart>();
            if (reader._parser.Accept<StreamEnd>(out _)) throw AwsException.Validation("Template format error: Template is empty");
            reader._parser.Consume<DocumentStart>();
            var root = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            reader._parser.Consume<StreamEnd>();
            return root as JsonObject ?? throw AwsException.Validation("Template format error: unsupported structure.");
        }
        catch (YamlException error)
        {
            throw NotWellFormed(error.Start);
        }
    }

    private JsonNode Node(int depth)
    {
        if (depth > TemplateLimits.Depth) throw AwsException.Validation("Template format error: The template is nested too deeply.");
        Count(1);
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Expanded(alias);
        var started = _parser.Consume<NodeEvent>();
        JsonNode node = started switch
        {
            Scalar scalar => ScalarValue(scalar),
            SequenceStart => Sequence(depth),
            MappingStart => Mapping(depth),
            _ => throw NotWellFormed(started.Start),
        };
        var tagged = ShortTag.Applied(started.Tag, node);
        if (!started.Anchor.IsEmpty) _anchors[started.Anchor.Value] = tagged.DeepClone();
        return tagged;
    }

    private JsonArray Sequence(int depth)
    {
        var items = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return items;
    }

    private JsonObject Mapping(int depth)
    {
        var members = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            if (key.Value == "<<") throw AwsException.Validation("Template format error: YAML aliases are not allowed in CloudFormation templates");
            if (members.ContainsKey(key.Value)) throw NotWellFormed(key.Start);
            members.Add(key.Value, Node(depth + 1));
        }
        return members;
    }

    private JsonNode Expanded(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored)) throw NotWellFormed(alias.Start);
        Count(Size(anchored));
        return anchored.DeepClone();
    }

    private void Count(int nodes)
    {
        if ((_nodes += nodes) > TemplateLimits.Nodes) throw AwsException.Validation("Template format error: The template has too many nodes.");
    }

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject members => 1 + members.Sum(member => Size(member.Value)),
        JsonArray items => 1 + items.Sum(Size),
        _ => 1,
    };

    private static JsonValue ScalarValue(Scalar scalar)
    {
        if (scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty && scalar.Value is "" or "~" or "null")
            throw AwsException.Validation("[/] 'null' values are not allowed in templates");
        return JsonValue.Create(scalar.Value);
    }

    private static AwsException NotWellFormed(Mark mark) => AwsException.Validation($"Template format error: YAML not well-formed. (line {mark.Line}, column {mark.Column})");
}
