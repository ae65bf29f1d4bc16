using Amazon.Runtime;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Aws.Tagging.Model;

namespace Kayron.Core.Aws.Tagging;

internal sealed class AmazonResourceGroupsTaggingAPIConfig() : AwsServiceConfig(new("Resource Groups Tagging API", "tagging", "tagging", "2017-01-26"));

/// <summary>The operation of the tagging API that Kayron uses, under its official name and shape.</summary>
internal sealed class AmazonResourceGroupsTaggingAPIClient(AWSCredentials? credentials, AmazonResourceGroupsTaggingAPIConfig config, CountCall count)
    : AwsServiceClient(credentials, config, count)
{
    public Task<GetResourcesResponse> GetResourcesAsync(GetResourcesRequest request, CancellationToken cancellationToken) =>
        JsonAsync<GetResourcesRequest, GetResourcesResponse>("ResourceGroupsTaggingAPI_20170126", request, TaggingJson.Default, cancellationToken);
}
