using Kayron.Core.Changes;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>How long versions have run verified where. Begun and ended with deployments, in their transactions; here what is seen beside them.</summary>
public interface ISoaks
{
    /// <summary>What an environment has done with some releases. Costs two small queries; asked only where something would move.</summary>
    /// <param name="environment">Null: none is waited for, and nothing is asked.</param>
    Task<EnvironmentProgress> ReadAsync(string? environment, IReadOnlyCollection<string> releases, CancellationToken cancellationToken);

    /// <summary>Writes down that some are over, because something else runs now, and that versions run which nobody had noted.</summary>
    Task SaveAsync(Lease lease, IReadOnlyList<Soak> over, IReadOnlyList<(string Release, string Version)> begun, CancellationToken cancellationToken);
}
