using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.Ecs;

/// <summary>Tasks that a service's primary deployment started and that are to run.</summary>
internal sealed class RunningTaskReader(AmazonECSClient client, AwsCalls calls)
{
    private const int TasksPerCall = 100;
    private static readonly string[] AwsDomains = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];

    /// <summary>An address of one's own that is not a VPC endpoint of AWS either.</summary>
    private bool IsEmulated => client.Config.ServiceURL is { Length: > 0 } address && !AwsDomains.Any(domain => new Uri(address).Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    /// <returns>Null: an emulator that runs no tasks for its services, whatever it counts.</returns>
    public async Task<IReadOnlyList<RunningTask>?> ReadAsync(RunningService service, CancellationToken cancellationToken)
    {
        var tasks = await ReadListedAsync(service, cancellationToken);
        if (IsEmulated && service.Primary.Running > 0 && !tasks.Exists(IsOfAnyService)) return null;
        return [.. tasks.Where(task => task.StartedBy == service.Primary.Id).Select(TaskOf)];
    }

    private async Task<List<Model.EcsTask>> ReadListedAsync(RunningService service, CancellationToken cancellationToken)
    {
        List<Model.EcsTask> tasks = [];
        foreach (var batch in (await ArnsAsync(service, cancellationToken)).Chunk(TasksPerCall))
        {
            var request = new Model.DescribeTasksRequest { Cluster = service.Cluster, Tasks = [.. batch] };
            var response = await calls.RunAsync($"describe tasks of {service.Arn}", token => client.DescribeTasksAsync(request, token), cancellationToken);
            EcsFailures.ThrowUnlessMissing(response.Failures, $"describe tasks of {service.Arn}");
            tasks.AddRange(response.Tasks);
        }
        return tasks;
    }

    // ECS does not filter by service and by deployment in one call.
    private async Task<List<string>> ArnsAsync(RunningService service, CancellationToken cancellationToken)
    {
        List<string> arns = [];
        string? page = null;
        do
        {
            var request = new Model.ListTasksRequest { Cluster = service.Cluster, ServiceName = service.Name, DesiredStatus = "RUNNING", NextToken = page };
            var response = await calls.RunAsync($"list tasks of {service.Arn}", token => client.ListTasksAsync(request, token), cancellationToken);
            arns.AddRange(response.TaskArns);
            page = response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return arns;
    }

    /// <summary>Services name the deployment that started a task; people and schedules start tasks, too.</summary>
    private static bool IsOfAnyService(Model.EcsTask task) => task.StartedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true;

    private static RunningTask TaskOf(Model.EcsTask task) => new(
        task.TaskArn!, task.StartedBy, task.LastStatus ?? "UNKNOWN",
        [.. task.Containers.Select(container => new RunningContainer(container.Name!, container.Image ?? "", container.ImageDigest is { Length: > 0 } digest ? digest : null))]);
}
