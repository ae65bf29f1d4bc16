using Amazon.Runtime;
using Kayron.Core.Aws.Ecr.Model;
using Kayron.Core.Aws.Runtime;

namespace Kayron.Core.Aws.Ecr;

internal sealed class AmazonECRConfig() : AwsServiceConfig(new("ECR", "ecr", "api.ecr", "2015-09-21"));

/// <summary>The operations of ECR that Kayron uses, under their official names and shapes.</summary>
internal sealed class AmazonECRClient(AWSCredentials? credentials, AmazonECRConfig config, CountCall count) : AwsServiceClient(credentials, config, count)
{
    public Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken) => SendAsync<DescribeImagesRequest, DescribeImagesResponse>(request, cancellationToken);
    public Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(DescribeRepositoriesRequest request, CancellationToken cancellationToken) => SendAsync<DescribeRepositoriesRequest, DescribeRepositoriesResponse>(request, cancellationToken);
    public Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken) => SendAsync<BatchGetImageRequest, BatchGetImageResponse>(request, cancellationToken);
    public Task<BatchDeleteImageResponse> BatchDeleteImageAsync(BatchDeleteImageRequest request, CancellationToken cancellationToken) => SendAsync<BatchDeleteImageRequest, BatchDeleteImageResponse>(request, cancellationToken);

    private Task<TResponse> SendAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest where TResponse : AmazonWebServiceResponse, new() =>
        JsonAsync<TRequest, TResponse>("AmazonEC2ContainerRegistry_V20150921", request, EcrJson.Default, cancellationToken);
}
