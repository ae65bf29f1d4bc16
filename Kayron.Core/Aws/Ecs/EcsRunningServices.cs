using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Aws.Ecs;

/// <summary>ECS behind <see cref="IRunningServices"/>: tags say which services there are, ECS how they run.</summary>
internal sealed class EcsRunningServices(AwsConnections connections, AwsCalls calls, ILogger<EcsRunningServices> logger) : IRunningServices
{
    private const int ServicesPerCall = 10;
    private readonly TaskDefinitionReader _taskDefinitions = new(calls, logger);

    public async Task<IReadOnlyList<RunningService>> ReadAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var tagged = await new TaggedServiceReader(connections.Tagging(environment), calls, logger).ReadAsync(environment.Name, cancellationToken);
        List<RunningService> running = [];
        foreach (var batch in tagged.GroupBy(service => service.Cluster).SelectMany(cluster => cluster.Chunk(ServicesPerCall)))
            running.AddRange(await ReadBatchAsync(connections.Ecs(environment), batch, cancellationToken));
        return running;
    }

    public Task<IReadOnlyList<RunningTask>?> ReadTasksAsync(EnvironmentSettings environment, RunningService service, CancellationToken cancellationToken) =>
        new RunningTaskReader(connections.Ecs(environment), calls).ReadAsync(service, cancellationToken);

    private async Task<List<RunningService>> ReadBatchAsync(AmazonECSClient client, TaggedService[] batch, CancellationToken cancellationToken)
    {
        var request = new Model.DescribeServicesRequest { Cluster = batch[0].Cluster, Services = [.. batch.Select(service => service.Arn)] };
        // The tagging API goes on listing what was deleted a while ago, whole clusters too.
        var response = await calls.FindAsync(
            $"describe services of cluster {request.Cluster}", token => client.DescribeServicesAsync(request, token),
            error => error.ErrorCode == "ClusterNotFoundException", cancellationToken);
        if (response is null) return [];
        EcsFailures.ThrowUnlessMissing(response.Failures, $"describe services of cluster {request.Cluster}");

        List<RunningService> running = [];
        foreach (var service in response.Services.Where(IsOurs))
            if (batch.FirstOrDefault(tagged => tagged.Arn == service.ServiceArn) is { } tagged && await ServiceOfAsync(client, tagged, service, cancellationToken) is { } found)
                running.Add(found);
        return running;
    }

    private static bool IsOurs(Model.Service service) => service.Status == "ACTIVE" && service.DeploymentController?.Type is null or "ECS";

    private async Task<RunningService?> ServiceOfAsync(AmazonECSClient client, TaggedService tagged, Model.Service service, CancellationToken cancellationToken)
    {
        if (service.Deployments.FirstOrDefault(deployment => deployment.Status == "PRIMARY") is not { } primary)
        {
            logger.LogWarning("ECS names no primary deployment of {Service}; it is left out", tagged.Arn);
            return null;
        }
        var completed = service.Deployments.Where(deployment => deployment.RolloutState == "COMPLETED").MaxBy(deployment => deployment.CreatedAt);
        return new RunningService(
            tagged.Arn, service.ServiceName!, tagged.Cluster, tagged.Release, tagged.Preview, service.DesiredCount ?? 0,
            completed is null ? null : await DeploymentOfAsync(client, completed, cancellationToken),
            await DeploymentOfAsync(client, primary, cancellationToken));
    }

    private async Task<ServiceDeployment> DeploymentOfAsync(AmazonECSClient client, Model.Deployment deployment, CancellationToken cancellationToken) => new(
        deployment.Id!, deployment.TaskDefinition!, deployment.RolloutState ?? "IN_PROGRESS", deployment.RolloutStateReason, deployment.RunningCount ?? 0,
        deployment.DesiredCount ?? 0, await _taskDefinitions.ContainersAsync(client, deployment.TaskDefinition!, cancellationToken));
}
