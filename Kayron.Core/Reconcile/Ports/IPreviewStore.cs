using Kayron.Core.Previews;
using Kayron.Core.Queries;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Previews as the last look at their environment left them.</summary>
public interface IPreviewStore
{
    Task<IReadOnlyList<Preview>> ReadAsync(string environment, CancellationToken cancellationToken);

    /// <summary>Makes these the environment's previews, in one transaction; one that is not among them is forgotten, its priority with it.</summary>
    Task SaveAsync(Lease lease, IReadOnlyList<Preview> previews, CancellationToken cancellationToken);

    /// <summary>Notes the commits at which previews could not be deployed.</summary>
    Task FailAsync(Lease lease, IReadOnlyList<ChangedPreview> failed, CancellationToken cancellationToken);
}
