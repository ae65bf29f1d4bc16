using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.Ecs;

/// <summary>
/// ECS behind <see cref="IRunningImages"/>. The loop looks for services by their tags and may leave out one that it cannot make sense of; who deletes images
/// may do neither. So this lists clusters, and everything that is not understood is an error.
/// </summary>
internal sealed class EcsRunningImages(AwsConnections connections, AwsCalls calls) : IRunningImages
{
    private const int ServicesPerCall = 10, TasksPerCall = 100;

    /// <summary>A task that is to stop still runs for a while, and is listed among the stopped ones.</summary>
    private static readonly string[] Wanted = ["RUNNING", "STOPPED"];
    private readonly BoundedCache<string, IReadOnlyList<string>> _taskDefinitions = new(capacity: 10_000);

    public async Task<IReadOnlyList<RunningImage>> ReadAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var client = connections.Ecs(environment);
        HashSet<RunningImage> images = [];
        foreach (var cluster in await ListClustersAsync(client, cancellationToken))
        {
            foreach (var batch in (await ListServicesAsync(client, cluster, cancellationToken)).Chunk(ServicesPerCall)) images.UnionWith(await DescribeServicesAsync(client, cluster, batch, cancellationToken));
            foreach (var batch in (await ListTasksAsync(client, cluster, cancellationToken)).Chunk(TasksPerCall)) images.UnionWith(await DescribeTasksAsync(client, cluster, batch, cancellationToken));
        }
        return [.. images];
    }

    private Task<List<string>> ListClustersAsync(AmazonECSClient client, CancellationToken cancellationToken) => AllAsync(async page =>
    {
        var response = await calls.RunAsync("list clusters", token => client.ListClustersAsync(new() { NextToken = page }, token), cancellationToken);
        return (response.ClusterArns, response.NextToken);
    });

    private Task<List<string>> ListServicesAsync(AmazonECSClient client, string cluster, CancellationToken cancellationToken) => AllAsync(async page =>
    {
        var request = new Model.ListServicesRequest { Cluster = cluster, MaxResults = 100, NextToken = page };
        var response = await calls.FindAsync($"list services of cluster {cluster}", token => client.ListServicesAsync(request, token), IsNoCluster, cancellationToken);
        return (response?.ServiceArns ?? [], response?.NextToken);
    });

    private async Task<IReadOnlyList<string>> ListTasksAsync(AmazonECSClient client, string cluster, CancellationToken cancellationToken)
    {
        List<string> arns = [];
        foreach (var wanted in Wanted) arns.AddRange(await AllAsync(async page =>
        {
            var request = new Model.ListTasksRequest { Cluster = cluster, DesiredStatus = wanted, NextToken = page };
            var response = await calls.FindAsync($"list tasks of cluster {cluster}", token => client.ListTasksAsync(request, token), IsNoCluster, cancellationToken);
            return (response?.TaskArns ?? [], response?.NextToken);
        }));
        return arns;
    }

    private async Task<IReadOnlyList<RunningImage>> DescribeServicesAsync(AmazonECSClient client, string cluster, string[] services, CancellationToken cancellationToken)
    {
        var request = new Model.DescribeServicesRequest { Cluster = cluster, Services = [.. services] };
        var response = await calls.RunAsync($"describe services of cluster {cluster}", token => client.DescribeServicesAsync(request, token), cancellationToken);
        EcsFailures.ThrowUnlessMissing(response.Failures, $"describe services of cluster {cluster}");
        List<RunningImage> images = [];
        // Services with another deployment controller have task sets for deployments, but a task definition all the same.
        var definitions = response.Services.Where(service => service.Status != "INACTIVE")
            .SelectMany(service => service.Deployments.Select(deployment => deployment.TaskDefinition).Append(service.TaskDefinition)).OfType<string>().Distinct();
        foreach (var definition in definitions)
            images.AddRange((await ImagesOfAsync(client, definition, cancellationToken)).Select(image => new RunningImage(image, null, NameOf(cluster))));
        return images;
    }

    private async Task<IReadOnlyList<string>> ImagesOfAsync(AmazonECSClient client, string taskDefinition, CancellationToken cancellationToken)
    {
        if (_taskDefinitions.TryGet(taskDefinition, out var images)) return images;
        var response = await calls.RunAsync($"describe task definition {taskDefinition}", token => client.DescribeTaskDefinitionAsync(new() { TaskDefinition = taskDefinition }, token), cancellationToken);
        images = [.. (response.TaskDefinition?.ContainerDefinitions ?? []).Select(container => container.Image ?? "")];
        _taskDefinitions.Add(taskDefinition, images);
        return images;
    }

    private async Task<IEnumerable<RunningImage>> DescribeTasksAsync(AmazonECSClient client, string cluster, string[] tasks, CancellationToken cancellationToken)
    {
        var request = new Model.DescribeTasksRequest { Cluster = cluster, Tasks = [.. tasks] };
        var response = await calls.RunAsync($"describe tasks of cluster {cluster}", token => client.DescribeTasksAsync(request, token), cancellationToken);
        EcsFailures.ThrowUnlessMissing(response.Failures, $"describe tasks of cluster {cluster}");
        return response.Tasks.SelectMany(task => task.Containers)
            .Select(container => new RunningImage(container.Image ?? "", container.ImageDigest is { Length: > 0 } digest ? digest : null, NameOf(cluster)));
    }

    private static async Task<List<string>> AllAsync(Func<string?, Task<(List<string> Items, string? Next)>> read)
    {
        List<string> all = [];
        string? page = null;
        do
        {
            (var items, page) = await read(page);
            all.AddRange(items);
        }
        while (!string.IsNullOrEmpty(page));
        return all;
    }

    private static string NameOf(string cluster) => cluster[(cluster.LastIndexOf('/') + 1)..];

    private static bool IsNoCluster(Amazon.Runtime.AmazonServiceException error) => error.ErrorCode == "ClusterNotFoundException";
}
