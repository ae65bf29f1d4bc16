using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>The YAML short forms of the intrinsic functions: <c>!Sub x</c> is <c>{"Fn::Sub": "x"}</c>.</summary>
public static class ShortTag
{
    public static JsonNode Applied(TagName tag, JsonNode node)
    {
        if (tag.IsEmpty || tag.IsNonSpecific || !tag.Value.StartsWith('!') || tag.Value.Length == 1) return node;
        var name = tag.Value[1..];
        return name switch
        {
            "Ref" or "Condition" => new JsonObject { [name] = node },
            "GetAtt" when node is JsonValue => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. node.ToString().Split('.', 2).Select(part => (JsonNode)part)]) },
            _ => new JsonObject { ["Fn::" + name] = node },
        };
    }
}
