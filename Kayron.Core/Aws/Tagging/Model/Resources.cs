using Amazon.Runtime;

namespace Kayron.Core.Aws.Tagging.Model;

internal sealed class Tag
{
    public string? Key { get; set; }
    public string? Value { get; set; }
}

internal sealed class TagFilter
{
    public string? Key { get; set; }
    public List<string>? Values { get; set; }
}

internal sealed class ResourceTagMapping
{
    public string? ResourceARN { get; set; }
    public List<Tag> Tags { get; set; } = [];
}

internal sealed class GetResourcesRequest : AmazonWebServiceRequest
{
    public string? PaginationToken { get; set; }
    public List<TagFilter>? TagFilters { get; set; }
    public List<string>? ResourceTypeFilters { get; set; }
    public int? ResourcesPerPage { get; set; }
}

internal sealed class GetResourcesResponse : AmazonWebServiceResponse
{
    public string? PaginationToken { get; set; }
    public List<ResourceTagMapping> ResourceTagMappingList { get; set; } = [];
}
