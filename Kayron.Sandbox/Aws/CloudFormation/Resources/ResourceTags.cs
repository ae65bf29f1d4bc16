using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>The tags of a resource: what the stack passes on, the template's own above it, and CloudFormation's marks.</summary>
public static class ResourceTags
{
    public static Dictionary<string, string> Of(ProvisionRequest request)
    {
        var tags = new Dictionary<string, string>(request.Tags)
        {
            ["aws:cloudformation:stack-name"] = request.Stack.Name,
            ["aws:cloudformation:stack-id"] = request.Stack.StackId,
            ["aws:cloudformation:logical-id"] = request.LogicalId,
        };
        foreach (var (key, value) in Own(request.Properties)) tags[key] = value;
        return tags;
    }

    public static Dictionary<string, string> Own(JsonObject properties) => properties["Tags"] switch
    {
        JsonArray list => list.OfType<JsonObject>().Where(tag => tag["Key"] is not null).GroupBy(tag => tag["Key"]!.ToString())
            .ToDictionary(group => group.Key, group => group.Last()["Value"]?.ToString() ?? ""),
        JsonObject map => map.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? ""),
        _ => [],
    };
}
