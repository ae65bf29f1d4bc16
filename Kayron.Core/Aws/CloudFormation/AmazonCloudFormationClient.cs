using Amazon.Runtime;
using Kayron.Core.Aws.CloudFormation.Model;
using Kayron.Core.Aws.Runtime;

namespace Kayron.Core.Aws.CloudFormation;

internal sealed class AmazonCloudFormationConfig() : AwsServiceConfig(new("CloudFormation", "cloudformation", "cloudformation", "2010-05-15"));

/// <summary>The operations of CloudFormation that Kayron uses, under their official names and shapes.</summary>
internal sealed class AmazonCloudFormationClient(AWSCredentials? credentials, AmazonCloudFormationConfig config, CountCall count) : AwsServiceClient(credentials, config, count)
{
    public Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken) => SendAsync<DescribeStacksRequest, DescribeStacksResponse>(request, cancellationToken);
    public Task<ListStackResourcesResponse> ListStackResourcesAsync(ListStackResourcesRequest request, CancellationToken cancellationToken) => SendAsync<ListStackResourcesRequest, ListStackResourcesResponse>(request, cancellationToken);
    public Task<DescribeStackEventsResponse> DescribeStackEventsAsync(DescribeStackEventsRequest request, CancellationToken cancellationToken) => SendAsync<DescribeStackEventsRequest, DescribeStackEventsResponse>(request, cancellationToken);
    public Task<GetTemplateResponse> GetTemplateAsync(GetTemplateRequest request, CancellationToken cancellationToken) => SendAsync<GetTemplateRequest, GetTemplateResponse>(request, cancellationToken);
    public Task<GetTemplateSummaryResponse> GetTemplateSummaryAsync(GetTemplateSummaryRequest request, CancellationToken cancellationToken) => SendAsync<GetTemplateSummaryRequest, GetTemplateSummaryResponse>(request, cancellationToken);
    public Task<CreateChangeSetResponse> CreateChangeSetAsync(CreateChangeSetRequest request, CancellationToken cancellationToken) => SendAsync<CreateChangeSetRequest, CreateChangeSetResponse>(request, cancellationToken);
    public Task<DescribeChangeSetResponse> DescribeChangeSetAsync(DescribeChangeSetRequest request, CancellationToken cancellationToken) => SendAsync<DescribeChangeSetRequest, DescribeChangeSetResponse>(request, cancellationToken);
    public Task<ListChangeSetsResponse> ListChangeSetsAsync(ListChangeSetsRequest request, CancellationToken cancellationToken) => SendAsync<ListChangeSetsRequest, ListChangeSetsResponse>(request, cancellationToken);
    public Task<ExecuteChangeSetResponse> ExecuteChangeSetAsync(ExecuteChangeSetRequest request, CancellationToken cancellationToken) => SendAsync<ExecuteChangeSetRequest, ExecuteChangeSetResponse>(request, cancellationToken);
    public Task<DeleteChangeSetResponse> DeleteChangeSetAsync(DeleteChangeSetRequest request, CancellationToken cancellationToken) => SendAsync<DeleteChangeSetRequest, DeleteChangeSetResponse>(request, cancellationToken);

    private Task<TResponse> SendAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest where TResponse : AmazonWebServiceResponse, new() =>
        QueryAsync<TRequest, TResponse>(request, CloudFormationJson.Default, cancellationToken);
}
