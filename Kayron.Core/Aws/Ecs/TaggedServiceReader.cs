using Kayron.Core.Aws.Runtime;
using Kayron.Core.Aws.Tagging;
using Kayron.Core.Aws.Tagging.Model;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Aws.Ecs;

/// <param name="Release">Value of its tag <c>service</c>.</param>
/// <param name="Preview">Value of its tag <c>preview</c>; null: it is the service itself.</param>
internal sealed record TaggedService(string Arn, string Cluster, string Release, string? Preview);

/// <summary>ECS services that carry the environment's tag and name a release.</summary>
internal sealed class TaggedServiceReader(AmazonResourceGroupsTaggingAPIClient client, AwsCalls calls, ILogger logger)
{
    private const int PageSize = 100;

    public async Task<IReadOnlyList<TaggedService>> ReadAsync(string environment, CancellationToken cancellationToken)
    {
        List<TaggedService> services = [];
        string? page = null;
        do
        {
            var request = new GetResourcesRequest
            {
                TagFilters = [new() { Key = "environment", Values = [environment] }],
                ResourceTypeFilters = ["ecs:service"],
                ResourcesPerPage = PageSize,
                PaginationToken = page,
            };
            var response = await calls.RunAsync($"list resources tagged environment={environment}", token => client.GetResourcesAsync(request, token), cancellationToken);
            services.AddRange(response.ResourceTagMappingList.Select(ServiceOf).OfType<TaggedService>());
            page = response.PaginationToken;
        }
        while (!string.IsNullOrEmpty(page));
        return [.. services.DistinctBy(service => service.Arn)];
    }

    private TaggedService? ServiceOf(ResourceTagMapping resource)
    {
        if (ValueOf(resource, "service") is not { } release) return null;
        if (ClusterIn(resource.ResourceARN!) is { } cluster) return new TaggedService(resource.ResourceARN!, cluster, release, ValueOf(resource, "preview"));
        logger.LogWarning("{Service} has an ARN of the old format, which does not name its cluster; it is left out. Migrate it to the long format", resource.ResourceARN);
        return null;
    }

    /// <summary><c>arn:aws:ecs:us-west-2:123456789012:service/CLUSTER/NAME</c>; before 2018 the cluster was not in it.</summary>
    private static string? ClusterIn(string arn) => arn.Split(':', 6) is [_, _, "ecs", _, _, var resource] && resource.Split('/') is ["service", var cluster, _] ? cluster : null;

    private static string? ValueOf(ResourceTagMapping resource, string key) => resource.Tags.FirstOrDefault(tag => tag.Key == key)?.Value is { Length: > 0 } value ? value : null;
}
