using Amazon.Runtime;

namespace Kayron.Core.Aws.Ecr.Model;

internal sealed class ImageIdentifier
{
    public string? ImageDigest { get; set; }
    public string? ImageTag { get; set; }
}

internal sealed class ImageDetail
{
    public string? ImageDigest { get; set; }
    public List<string>? ImageTags { get; set; }
    public DateTimeOffset? ImagePushedAt { get; set; }
    public long? ImageSizeInBytes { get; set; }
    public string? ImageManifestMediaType { get; set; }
}

internal sealed class DescribeImagesRequest : AmazonWebServiceRequest
{
    public string? RegistryId { get; set; }
    public string? RepositoryName { get; set; }
    public List<ImageIdentifier>? ImageIds { get; set; }
    public string? NextToken { get; set; }
    public int? MaxResults { get; set; }
}

internal sealed class DescribeImagesResponse : AmazonWebServiceResponse
{
    public List<ImageDetail> ImageDetails { get; set; } = [];
    public string? NextToken { get; set; }
}

internal sealed class Repository
{
    public string? RepositoryName { get; set; }

    /// <summary>MUTABLE or IMMUTABLE, each also with exclusions.</summary>
    public string? ImageTagMutability { get; set; }
}

internal sealed class DescribeRepositoriesRequest : AmazonWebServiceRequest
{
    public string? RegistryId { get; set; }
    public List<string>? RepositoryNames { get; set; }
}

internal sealed class DescribeRepositoriesResponse : AmazonWebServiceResponse
{
    public List<Repository> Repositories { get; set; } = [];
}

internal sealed class Image
{
    public ImageIdentifier? ImageId { get; set; }
    public string? ImageManifest { get; set; }
    public string? ImageManifestMediaType { get; set; }
}

internal sealed class ImageFailure
{
    public ImageIdentifier? ImageId { get; set; }
    public string? FailureCode { get; set; }
    public string? FailureReason { get; set; }
}

internal sealed class BatchGetImageRequest : AmazonWebServiceRequest
{
    public string? RegistryId { get; set; }
    public string? RepositoryName { get; set; }
    public List<ImageIdentifier>? ImageIds { get; set; }
    public List<string>? AcceptedMediaTypes { get; set; }
}

internal sealed class BatchGetImageResponse : AmazonWebServiceResponse
{
    public List<Image> Images { get; set; } = [];
    public List<ImageFailure> Failures { get; set; } = [];
}

internal sealed class BatchDeleteImageRequest : AmazonWebServiceRequest
{
    public string? RegistryId { get; set; }
    public string? RepositoryName { get; set; }
    public List<ImageIdentifier>? ImageIds { get; set; }
}

internal sealed class BatchDeleteImageResponse : AmazonWebServiceResponse
{
    public List<ImageIdentifier> ImageIds { get; set; } = [];
    public List<ImageFailure> Failures { get; set; } = [];
}
