using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Tagging;

/// <summary>Resource Groups Tagging API: finds resources by their tags.</summary>
public sealed class TaggingOperations(AwsContext context)
{
    private readonly TaggedResources _resources = new(context);

    public Dictionary<string, Operation> All => new() { ["GetResources"] = GetResources, ["GetTagKeys"] = GetTagKeys };

    private JsonObject GetResources(AwsCall call, JsonObject input)
    {
        var (filters, types) = (input.Items("TagFilters"), input.Strings("ResourceTypeFilters"));
        var arns = input.Strings("ResourceARNList");
        if (filters.Count > 50) throw new AwsException("InvalidParameterException", "TagFilters can have at most 50 items.");
        var found = _resources.Of(call.Account)
            .Where(resource => resource.Tags.Count > 0 && filters.All(filter => Fits(resource, filter)))
            .Where(resource => types.Count == 0 || types.Any(type => resource.Is(type)))
            .Where(resource => arns.Count == 0 || arns.Contains(resource.Arn)).ToList();
        var page = Page(found, input);
        return new JsonObject
        {
            // The last page carries an empty token.
            ["PaginationToken"] = page.NextToken ?? "",
            ["ResourceTagMappingList"] = page.Items.Select(resource => new JsonObject { ["ResourceARN"] = resource.Arn, ["Tags"] = Tags(resource) }).ToJsonArray(),
        };
    }

    private JsonObject GetTagKeys(AwsCall call, JsonObject input) => new()
    {
        ["PaginationToken"] = "", ["TagKeys"] = _resources.Of(call.Account).SelectMany(resource => resource.Tags.Keys).Distinct().Order(StringComparer.Ordinal).ToJsonArray(),
    };

    private Page<TaggedResource> Page(List<TaggedResource> found, JsonObject input)
    {
        var size = input.Number("ResourcesPerPage") ?? Math.Min(100, context.Options.PageSize);
        if (size is < 1 or > 100) throw new AwsException("InvalidParameterException", "ResourcesPerPage must be between 1 and 100.");
        try
        {
            return Paging.Of(found, "tagged", input.Text("PaginationToken"), size);
        }
        catch (AwsException)
        {
            throw new AwsException("PaginationTokenExpiredException", "The PaginationToken is invalid or expired.");
        }
    }

    /// <summary>A filter without values asks for the key alone.</summary>
    private static bool Fits(TaggedResource resource, JsonObject filter) =>
        filter.Text("Key") is { } key && resource.Tags.TryGetValue(key, out var value) && (filter.Strings("Values") is not { Count: > 0 } values || values.Contains(value));

    private static JsonArray Tags(TaggedResource resource) => resource.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }).ToJsonArray();
}
