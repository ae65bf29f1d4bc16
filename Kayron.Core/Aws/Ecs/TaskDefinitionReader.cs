using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile.Ports;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Aws.Ecs;

/// <summary>Containers of task definitions, read once for each ARN: a revision never changes.</summary>
internal sealed class TaskDefinitionReader(AwsCalls calls, ILogger logger)
{
    private readonly BoundedCache<string, IReadOnlyList<ContainerImage>> _known = new(capacity: 10_000);

    public async Task<IReadOnlyList<ContainerImage>> ContainersAsync(AmazonECSClient client, string arn, CancellationToken cancellationToken)
    {
        if (_known.TryGet(arn, out var containers)) return containers;
        var response = await calls.FindAsync(
            $"describe task definition {arn}", token => client.DescribeTaskDefinitionAsync(new() { TaskDefinition = arn }, token),
            error => error.ErrorCode is "ClientException" or "InvalidParameterException", cancellationToken);
        if (response?.TaskDefinition is not { } definition)
        {
            // One service whose task definition was deleted must not hide all others.
            logger.LogWarning("ECS does not know the task definition {TaskDefinition} any more; the images of its service are unknown", arn);
            return [];
        }
        containers = [.. definition.ContainerDefinitions.Select(container => new ContainerImage(container.Name!, container.Image ?? ""))];
        _known.Add(arn, containers);
        return containers;
    }
}
