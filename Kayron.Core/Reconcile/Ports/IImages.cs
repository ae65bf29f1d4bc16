using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>The environment's image registry. Throws <see cref="ReconcileException"/>s.</summary>
public interface IImages
{
    /// <summary>One image by tag, asked anew each time: callers decide how often.</summary>
    Task<ImageLookup> FindAsync(EnvironmentSettings environment, string repository, string tag, CancellationToken cancellationToken);

    /// <returns>Those of the repositories in which a tag can be moved to another image; null where the registry does not let it be told.</returns>
    Task<IReadOnlyList<string>?> FindMutableAsync(EnvironmentSettings environment, IReadOnlyCollection<string> repositories, CancellationToken cancellationToken);
}

public abstract record ImageLookup
{
    private ImageLookup() { }

    /// <param name="Digest">What the tag points at, an index or a manifest.</param>
    /// <param name="Manifests">Digests that a running task of it may report: the digest itself and, for an index, its manifests'.</param>
    public sealed record Found(string Digest, IReadOnlyList<string> Manifests) : ImageLookup;

    public sealed record Missing : ImageLookup;

    /// <summary>There is no such repository in the registry: not "not yet", but a mistake.</summary>
    public sealed record NoRepository : ImageLookup;
}
