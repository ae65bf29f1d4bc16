using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>ECS, found through tags. Throws <see cref="ReconcileException"/>s.</summary>
public interface IRunningServices
{
    /// <summary>Active services tagged with the environment's name, all pages. Those that vanished meanwhile are left out; task definitions are read once per ARN.</summary>
    Task<IReadOnlyList<RunningService>> ReadAsync(EnvironmentSettings environment, CancellationToken cancellationToken);

    /// <summary>Running tasks of the service's primary deployment; null at an emulator of AWS that counts tasks of services and lists none. AWS itself lists what it counts.</summary>
    Task<IReadOnlyList<RunningTask>?> ReadTasksAsync(EnvironmentSettings environment, RunningService service, CancellationToken cancellationToken);
}

/// <param name="Release">Value of the tag <c>service</c>: the release's image name.</param>
/// <param name="Preview">Value of the tag <c>preview</c>: a preview's hash.</param>
/// <param name="Completed">The newest deployment whose roll-out completed; null where none has.</param>
/// <param name="Primary">The deployment that is wanted now.</param>
public sealed record RunningService(
    string Arn, string Name, string Cluster, string Release, string? Preview, int DesiredCount, ServiceDeployment? Completed, ServiceDeployment Primary);

/// <param name="RolloutState">COMPLETED, IN_PROGRESS or FAILED.</param>
public sealed record ServiceDeployment(string Id, string TaskDefinition, string RolloutState, string? RolloutReason, int Running, int Desired, IReadOnlyList<ContainerImage> Containers);

/// <param name="Image">As the task definition names it: repository with tag or digest.</param>
public sealed record ContainerImage(string Container, string Image);

/// <param name="Deployment">Id of the deployment that started it.</param>
public sealed record RunningTask(string Arn, string? Deployment, string LastStatus, IReadOnlyList<RunningContainer> Containers);

/// <param name="Digest"><c>sha256:…</c>; null until the image was pulled.</param>
public sealed record RunningContainer(string Container, string Image, string? Digest);
