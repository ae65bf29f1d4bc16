using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Images;

/// <summary>A repository with ECR's rules: a tag goes alone, an image with its last tag, and none that an index refers to. Dies at the call that a test names.</summary>
internal sealed class FakeRegistry(IEnumerable<StoredImage> images) : IImageRepositories
{
    private readonly Dictionary<string, StoredImage> _images = images.ToDictionary(image => image.Digest);

    /// <summary>Deletions that are carried out before the process dies; each call counts as one before and one after.</summary>
    public int StepsToDeath { get; set; } = int.MaxValue;

    public IReadOnlyList<string> Digests => [.. _images.Keys.Order(StringComparer.Ordinal)];

    public Task<IReadOnlyList<StoredImage>?> ReadAsync(EnvironmentSettings environment, string repository, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredImage>?>([.. _images.Values]);

    public Task<IReadOnlyList<DeletionFailure>> DeleteAsync(EnvironmentSettings environment, string repository, IReadOnlyList<StoredImage> images, CancellationToken cancellationToken)
    {
        Step();
        List<DeletionFailure> failures = [];
        foreach (var image in images)
        {
            if (_images.Values.Any(other => other.Children.Contains(image.Digest))) failures.Add(new DeletionFailure(image.Digest, null, "ImageReferencedByManifestList", "referenced"));
            else _images.Remove(image.Digest);
        }
        Step();
        return Task.FromResult<IReadOnlyList<DeletionFailure>>(failures);
    }

    private void Step()
    {
        if (StepsToDeath-- <= 0) throw new ProcessDiedException();
    }
}

internal sealed class ProcessDiedException : Exception;
