using Kayron.Core.Changes;
using Kayron.Core.Images;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>What clean-up remembers, and what the loop remembers that it must not touch. Writes check the lease in their transaction.</summary>
public interface IImageStore
{
    /// <summary>Of every environment that anything is stored of, configured or not.</summary>
    Task<IReadOnlyList<RememberedImages>> ReadRememberedAsync(CancellationToken cancellationToken);

    /// <summary>Deletions that were begun in a repository and not seen to their end, oldest first.</summary>
    Task<IReadOnlyList<ImageDrop>> ReadUnfinishedAsync(ImageRepository repository, CancellationToken cancellationToken);

    /// <summary>How many images of each kind were dropped since a time.</summary>
    Task<IReadOnlyDictionary<TagKind, int>> CountDropsAsync(ImageRepository repository, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Notes and audits that an image is going to be deleted, before it is, and what is to follow it.</summary>
    /// <param name="isNeeded">Asked within the transaction about what is remembered at this moment.</param>
    /// <returns>Null where it is needed after all: nothing is noted.</returns>
    Task<ImageDrop?> BeginDropAsync(
        Lease lease, ImageRepository repository, ImageVerdict verdict, IReadOnlyList<string> children, Func<IReadOnlyList<RememberedImages>, bool> isNeeded, CancellationToken cancellationToken);

    /// <param name="dropped">False: the image is still there.</param>
    Task EndDropAsync(Lease lease, ImageDrop drop, bool dropped, CancellationToken cancellationToken);

    Task SaveRepositoryAsync(Lease lease, RepositoryLook look, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    /// <param name="repositories">All that there are: others are forgotten. Null where the run could not find out.</param>
    Task SaveRunAsync(Lease lease, CleanupRun run, IReadOnlyList<ImageRepository>? repositories, CancellationToken cancellationToken);
}

/// <param name="Deployments">Newest first.</param>
public sealed record RememberedImages(string Environment, Change? Open, Baseline? Baseline, IReadOnlyList<Deployment> Deployments)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<VerifiedVersion> Verified { get; init; } = [];
}

/// <param name="Children">Digests of what the image referred to.</param>
public sealed record ImageDrop(long Id, ImageRepository Repository, string Digest, IReadOnlyList<string> Tags, IReadOnlyList<string> Children);

/// <param name="Problem">Why nothing is deleted in it, or not all; null where all is well.</param>
/// <param name="Images">Manifests that there are, those without a tag included.</param>
public sealed record RepositoryLook(ImageRepository Repository, DateTimeOffset At, string? Problem, int Images, IReadOnlyList<ImageVerdict> Verdicts);

/// <param name="Problem">Why nothing at all is deleted; null where all is well.</param>
public sealed record CleanupRun(DateTimeOffset At, DateTimeOffset Next, bool DryRun, string? Problem);
