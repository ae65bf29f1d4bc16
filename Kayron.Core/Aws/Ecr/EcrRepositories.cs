using System.Text.Json;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.Ecr;

/// <summary>ECR behind <see cref="IImageRepositories"/>. Costs a DescribeImages for each thousand images, and a BatchGetImage for each hundred indexes that are new.</summary>
internal sealed class EcrRepositories(AwsConnections connections, AwsCalls calls) : IImageRepositories
{
    private const int PageSize = 1000, ImagesPerCall = 100;
    private readonly BoundedCache<string, IReadOnlyList<string>> _children = new(capacity: 20_000);

    public async Task<IReadOnlyList<StoredImage>?> ReadAsync(EnvironmentSettings environment, string repository, CancellationToken cancellationToken)
    {
        if (await DescribeAsync(environment, repository, cancellationToken) is not { } details) return null;
        var indexes = details.Where(image => IndexManifest.MediaTypes.Contains(image.ImageManifestMediaType)).Select(image => image.ImageDigest!).ToList();
        foreach (var batch in indexes.Where(digest => !_children.TryGet(digest, out _)).Chunk(ImagesPerCall)) await ReadIndexesAsync(environment, repository, batch, cancellationToken);
        return [.. details.Select(image => new StoredImage(image.ImageDigest!, image.ImageTags ?? [], image.ImagePushedAt, image.ImageSizeInBytes ?? 0, ChildrenOf(image, repository)))];
    }

    public async Task<IReadOnlyList<DeletionFailure>> DeleteAsync(EnvironmentSettings environment, string repository, IReadOnlyList<StoredImage> images, CancellationToken cancellationToken)
    {
        List<DeletionFailure> failures = [];
        // With tag and digest at once, a tag that was moved to another image meanwhile is refused instead of taken.
        var identifiers = images.SelectMany(image => image.Tags.DefaultIfEmpty(null).Select(tag => new Model.ImageIdentifier { ImageDigest = image.Digest, ImageTag = tag }));
        foreach (var batch in identifiers.Chunk(ImagesPerCall))
        {
            var request = new Model.BatchDeleteImageRequest { RegistryId = environment.Registry.Account, RepositoryName = repository, ImageIds = [.. batch] };
            var response = await calls.RunAsync($"delete images of {repository}", token => connections.EcrForCleanup(environment).BatchDeleteImageAsync(request, token), cancellationToken);
            failures.AddRange(response.Failures.Where(failure => failure.FailureCode != "ImageNotFound").Select(failure =>
                new DeletionFailure(failure.ImageId?.ImageDigest, failure.ImageId?.ImageTag, failure.FailureCode ?? "", failure.FailureReason ?? "")));
        }
        return failures;
    }

    private async Task<List<Model.ImageDetail>?> DescribeAsync(EnvironmentSettings environment, string repository, CancellationToken cancellationToken)
    {
        Dictionary<string, Model.ImageDetail> details = [];
        string? page = null;
        do
        {
            var request = new Model.DescribeImagesRequest { RegistryId = environment.Registry.Account, RepositoryName = repository, MaxResults = PageSize, NextToken = page };
            var response = await calls.FindAsync(
                $"describe the images of {repository}", token => connections.Ecr(environment).DescribeImagesAsync(request, token),
                error => error.ErrorCode == "RepositoryNotFoundException", cancellationToken);
            if (response is null) return null;
            // What is pushed while pages are read may appear on two of them.
            foreach (var image in response.ImageDetails) details[image.ImageDigest!] = image;
            page = response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return [.. details.Values];
    }

    private async Task ReadIndexesAsync(EnvironmentSettings environment, string repository, IReadOnlyList<string> digests, CancellationToken cancellationToken)
    {
        var request = new Model.BatchGetImageRequest
        {
            RegistryId = environment.Registry.Account,
            RepositoryName = repository,
            ImageIds = [.. digests.Select(digest => new Model.ImageIdentifier { ImageDigest = digest })],
            AcceptedMediaTypes = [.. IndexManifest.MediaTypes],
        };
        var response = await calls.RunAsync($"read image indexes of {repository}", token => connections.Ecr(environment).BatchGetImageAsync(request, token), cancellationToken);
        foreach (var image in response.Images.Where(image => image.ImageId?.ImageDigest is not null)) _children.Add(image.ImageId!.ImageDigest!, Parse(image, repository));
    }

    /// <summary>Nothing may be decided while it is unknown what an index refers to.</summary>
    private IReadOnlyList<string> ChildrenOf(Model.ImageDetail image, string repository) =>
        !IndexManifest.MediaTypes.Contains(image.ImageManifestMediaType) ? []
        : _children.TryGet(image.ImageDigest!, out var children) ? children
        : throw new TransientException($"ECR did not give the image index {repository}@{image.ImageDigest} that it lists.");

    private static IReadOnlyList<string> Parse(Model.Image image, string repository)
    {
        try
        {
            return IndexManifest.DigestsIn(image.ImageManifest ?? "");
        }
        catch (JsonException error)
        {
            throw new BlockedException($"The image index {repository}@{image.ImageId!.ImageDigest} cannot be read: {error.Message}", error);
        }
    }
}
