using Kayron.Core.Changes;
using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Deployments and their events. Writes check the lease in their transaction.</summary>
public interface IDeploymentStore
{
    /// <summary>The deployment that is executing or verifying, with its change.</summary>
    Task<(Deployment Deployment, Change Change)?> FindRunningAsync(string environment, CancellationToken cancellationToken);

    /// <summary>
    /// Turns a ready change into an executing one and adds its deployment, in one transaction that checks again that the change is ready and that every gate
    /// lets it start (<see cref="Policies.StartGate"/>).
    /// </summary>
    /// <param name="stack">As it was just seen.</param>
    /// <returns>Null where one of these no longer holds: nothing is stored.</returns>
    Task<Deployment?> BeginAsync(Lease lease, EnvironmentSettings environment, StackState stack, Change change, Deployment deployment, CancellationToken cancellationToken);

    /// <summary>Stores progress and events; events that are known are left alone.</summary>
    /// <returns>How many events were new.</returns>
    Task<int> SaveAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken);

    /// <summary>Ends a deployment and its change, and records the baseline where it succeeded, in one transaction.</summary>
    Task EndAsync(Lease lease, Deployment deployment, Change change, Baseline? baseline, CancellationToken cancellationToken);

    Task AddExternalAsync(Lease lease, Deployment deployment, IReadOnlyList<StackEvent> events, CancellationToken cancellationToken);
}
