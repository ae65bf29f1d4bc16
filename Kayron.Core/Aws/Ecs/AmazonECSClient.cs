using Amazon.Runtime;
using Kayron.Core.Aws.Ecs.Model;
using Kayron.Core.Aws.Runtime;

namespace Kayron.Core.Aws.Ecs;

internal sealed class AmazonECSConfig() : AwsServiceConfig(new("ECS", "ecs", "ecs", "2014-11-13"));

/// <summary>The operations of ECS that Kayron uses, under their official names and shapes.</summary>
internal sealed class AmazonECSClient(AWSCredentials? credentials, AmazonECSConfig config, CountCall count) : AwsServiceClient(credentials, config, count)
{
    public Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken) => SendAsync<ListClustersRequest, ListClustersResponse>(request, cancellationToken);
    public Task<ListServicesResponse> ListServicesAsync(ListServicesRequest request, CancellationToken cancellationToken) => SendAsync<ListServicesRequest, ListServicesResponse>(request, cancellationToken);
    public Task<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, CancellationToken cancellationToken) => SendAsync<DescribeServicesRequest, DescribeServicesResponse>(request, cancellationToken);
    public Task<DescribeTaskDefinitionResponse> DescribeTaskDefinitionAsync(DescribeTaskDefinitionRequest request, CancellationToken cancellationToken) => SendAsync<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse>(request, cancellationToken);
    public Task<ListTasksResponse> ListTasksAsync(ListTasksRequest request, CancellationToken cancellationToken) => SendAsync<ListTasksRequest, ListTasksResponse>(request, cancellationToken);
    public Task<DescribeTasksResponse> DescribeTasksAsync(DescribeTasksRequest request, CancellationToken cancellationToken) => SendAsync<DescribeTasksRequest, DescribeTasksResponse>(request, cancellationToken);

    private Task<TResponse> SendAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest where TResponse : AmazonWebServiceResponse, new() =>
        JsonAsync<TRequest, TResponse>("AmazonEC2ContainerServiceV20141113", request, EcsJson.Default, cancellationToken);
}
