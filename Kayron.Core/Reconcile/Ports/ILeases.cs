namespace Kayron.Core.Reconcile.Ports;

/// <summary>The right of one process to move one environment.</summary>
/// <param name="Fence">Rises with each holder; checked in the transaction of every step, so that a process that lost its lease can record nothing.</param>
public sealed record Lease(string Environment, string Holder, long Fence);

public interface ILeases
{
    /// <summary>Takes or renews the lease; null while another live process holds it.</summary>
    Task<Lease?> AcquireAsync(string environment, CancellationToken cancellationToken);

    /// <summary>Who holds it, for people; null where nobody does.</summary>
    Task<string?> FindHolderAsync(string environment, CancellationToken cancellationToken);

    /// <summary>Gives back every lease of this process.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}

/// <summary>Another process took the environment over; what was under way is not recorded.</summary>
public sealed class LeaseLostException(string environment) : Exception($"another process has taken over {environment}");
