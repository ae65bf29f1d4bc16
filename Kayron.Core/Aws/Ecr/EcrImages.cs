using System.Text.Json;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.Ecr;

/// <summary>ECR behind <see cref="IImages"/>: a tag is asked for each time, what a digest stands for once.</summary>
internal sealed class EcrImages(AwsConnections connections, AwsCalls calls) : IImages
{
    private const string NoSuchRepository = "RepositoryNotFoundException", NoSuchImage = "ImageNotFoundException";
    private const int RepositoriesPerCall = 100;
    private readonly BoundedCache<string, IReadOnlyList<string>> _manifests = new(capacity: 10_000);

    public async Task<ImageLookup> FindAsync(EnvironmentSettings environment, string repository, string tag, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var request = new Model.DescribeImagesRequest { RegistryId = environment.Registry.Account, RepositoryName = repository, ImageIds = [new() { ImageTag = tag }] };
        var response = await calls.FindAsync(
            $"describe image {repository}:{tag}", token => connections.Ecr(environment).DescribeImagesAsync(request, token),
            error => (refusal = error.ErrorCode) is NoSuchRepository or NoSuchImage, cancellationToken);
        if (refusal == NoSuchRepository) return new ImageLookup.NoRepository();
        if (response?.ImageDetails.FirstOrDefault() is not { ImageDigest: { } digest } image) return new ImageLookup.Missing();
        if (!IndexManifest.MediaTypes.Contains(image.ImageManifestMediaType)) return new ImageLookup.Found(digest, [digest]);
        return await ManifestsAsync(environment, repository, digest, cancellationToken) is { } manifests ? new ImageLookup.Found(digest, manifests) : new ImageLookup.Missing();
    }

    public async Task<IReadOnlyList<string>?> FindMutableAsync(EnvironmentSettings environment, IReadOnlyCollection<string> repositories, CancellationToken cancellationToken)
    {
        var mutable = new List<string>();
        foreach (var names in repositories.Distinct().Order(StringComparer.Ordinal).Chunk(RepositoriesPerCall))
        {
            var request = new Model.DescribeRepositoriesRequest { RegistryId = environment.Registry.Account, RepositoryNames = [.. names] };
            var response = await calls.FindAsync(
                "describe repositories", token => connections.Ecr(environment).DescribeRepositoriesAsync(request, token),
                error => error.ErrorCode is NoSuchRepository or "AccessDeniedException", cancellationToken);
            if (response is null) return null;
            // With exclusions some tags can still be moved.
            mutable.AddRange(response.Repositories.Where(repository => repository.ImageTagMutability != "IMMUTABLE").Select(repository => repository.RepositoryName!));
        }
        return mutable;
    }

    /// <returns>Null where the image was deleted since its tag was read.</returns>
    private async Task<IReadOnlyList<string>?> ManifestsAsync(EnvironmentSettings environment, string repository, string digest, CancellationToken cancellationToken)
    {
        if (_manifests.TryGet(digest, out var known)) return known;
        var request = new Model.BatchGetImageRequest
        {
            RegistryId = environment.Registry.Account,
            RepositoryName = repository,
            ImageIds = [new() { ImageDigest = digest }],
            AcceptedMediaTypes = [.. IndexManifest.MediaTypes],
        };
        var response = await calls.RunAsync($"read image index {repository}@{digest}", token => connections.Ecr(environment).BatchGetImageAsync(request, token), cancellationToken);
        if (response.Images.FirstOrDefault()?.ImageManifest is not { } index)
            return response.Failures.All(failure => failure.FailureCode == "ImageNotFound") ? null : throw Unreadable(repository, digest, response.Failures[0].FailureReason);
        IReadOnlyList<string> manifests = [digest, .. DigestsIn(index, repository, digest)];
        _manifests.Add(digest, manifests);
        return manifests;
    }

    private static IReadOnlyList<string> DigestsIn(string index, string repository, string digest)
    {
        try
        {
            return IndexManifest.DigestsIn(index);
        }
        catch (JsonException error)
        {
            throw Unreadable(repository, digest, error.Message);
        }
    }

    private static TransientException Unreadable(string repository, string digest, string? reason) => new($"The image index {repository}@{digest} could not be read: {reason}");
}
