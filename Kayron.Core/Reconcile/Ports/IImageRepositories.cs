using Kayron.Core.Configuration;
using Kayron.Core.Images;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Whole repositories of the environment's image registry, as clean-up needs them. Throws <see cref="ReconcileException"/>s.</summary>
public interface IImageRepositories
{
    /// <summary>Every manifest of a repository, all pages, with what each index refers to; null where there is no such repository. An index is read once.</summary>
    Task<IReadOnlyList<StoredImage>?> ReadAsync(EnvironmentSettings environment, string repository, CancellationToken cancellationToken);

    /// <summary>Takes its tags from an image, and with the last one the image; one without tags is deleted by its digest. A tag that moved on since stays where it is.</summary>
    Task<IReadOnlyList<DeletionFailure>> DeleteAsync(EnvironmentSettings environment, string repository, IReadOnlyList<StoredImage> images, CancellationToken cancellationToken);
}

/// <param name="Code">ECR's own, <c>ImageReferencedByManifestList</c>. What is gone already is no failure.</param>
public sealed record DeletionFailure(string? Digest, string? Tag, string Code, string Reason);
