using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>What runs where an environment is, by whatever it is run. Throws <see cref="ReconcileException"/>s: what is not known in full is not answered in part.</summary>
public interface IRunningImages
{
    /// <summary>
    /// Images of every service and every task in the environment's account and region: previews, deployments that are draining, scheduled tasks, and what
    /// belongs to environments that another process keeps.
    /// </summary>
    Task<IReadOnlyList<RunningImage>> ReadAsync(EnvironmentSettings environment, CancellationToken cancellationToken);
}

/// <param name="Image">As the task definition names it.</param>
/// <param name="Digest">Of a running task: what was pulled; null where only the task definition is known.</param>
public sealed record RunningImage(string Image, string? Digest, string Cluster);
