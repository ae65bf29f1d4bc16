using Kayron.Core.Changes;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Which versions ran verified in an environment. What Kayron deploys is noted where its deployment succeeds.</summary>
public interface IVerifiedVersions
{
    /// <returns>Those of these versions, by release name, of which nothing is known.</returns>
    Task<IReadOnlyDictionary<string, string>> FindUnknownAsync(string environment, IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken);

    /// <returns>How these versions, by release name, ran last; those that did so without an image, or never, are left out.</returns>
    Task<IReadOnlyList<VerifiedVersion>> FindAsync(string environment, IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken);

    /// <summary>Notes versions that were found running.</summary>
    Task AddAsync(Lease lease, IReadOnlyList<VerifiedVersion> found, CancellationToken cancellationToken);
}
