using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>Clusters, services, task definitions and tasks as they are answered.</summary>
public static class EcsRendering
{
    public static JsonObject Cluster(ClusterState cluster, EcsState ecs, bool tags)
    {
        var services = ecs.Services.Values.Where(service => service.ClusterArn == cluster.Arn && service.Status == "ACTIVE").ToList();
        return new JsonObject
        {
            ["clusterArn"] = cluster.Arn, ["clusterName"] = cluster.Name, ["status"] = cluster.Status, ["registeredContainerInstancesCount"] = 0,
            ["runningTasksCount"] = services.Sum(service => Count(service, "RUNNING")), ["pendingTasksCount"] = services.Sum(service => Count(service, "PENDING")),
            ["activeServicesCount"] = services.Count, ["statistics"] = new JsonArray(), ["tags"] = tags ? Tags(cluster.Tags) : new JsonArray(),
            ["settings"] = new JsonArray(), ["capacityProviders"] = new JsonArray(), ["defaultCapacityProviderStrategy"] = new JsonArray(),
        };
    }

    public static JsonObject Service(ServiceState service, bool tags)
    {
        var answer = (JsonObject)service.Settings.DeepClone();
        answer["serviceArn"] = service.Arn;
        answer["serviceName"] = service.Name;
        answer["clusterArn"] = service.ClusterArn;
        answer["status"] = service.Status;
        answer["desiredCount"] = service.DesiredCount;
        answer["runningCount"] = Count(service, "RUNNING");
        answer["pendingCount"] = Count(service, "PENDING");
        answer["taskDefinition"] = service.TaskDefinition;
        answer["deployments"] = service.Deployments.Select(deployment => Deployment(service, deployment)).ToJsonArray();
        answer["deploymentController"] = new JsonObject { ["type"] = service.Controller };
        answer["events"] = service.Events.Select(item => new JsonObject { ["id"] = item.Id, ["createdAt"] = item.Created.Epoch(), ["message"] = item.Message }).ToJsonArray();
        answer["createdAt"] = service.Created.Epoch();
        answer["launchType"] ??= "EC2";
        answer["schedulingStrategy"] ??= "REPLICA";
        answer["loadBalancers"] ??= new JsonArray();
        answer["serviceRegistries"] ??= new JsonArray();
        answer["placementConstraints"] ??= new JsonArray();
        answer["placementStrategy"] ??= new JsonArray();
        // ECS leaves the tags out unless they are asked for.
        if (tags) answer["tags"] = Tags(service.Tags);
        return answer;
    }

    public static JsonObject TaskDefinition(TaskDefinitionState definition)
    {
        var answer = (JsonObject)definition.Definition.DeepClone();
        answer["taskDefinitionArn"] = definition.Arn;
        answer["family"] = definition.Family;
        answer["revision"] = definition.Revision;
        answer["status"] = definition.Active ? "ACTIVE" : "INACTIVE";
        answer["registeredAt"] = definition.Registered.Epoch();
        answer["volumes"] ??= new JsonArray();
        answer["placementConstraints"] ??= new JsonArray();
        answer["compatibilities"] = new JsonArray("EC2", "FARGATE");
        return answer;
    }

    public static JsonObject Task(ServiceState service, TaskState task) => new JsonObject
    {
        ["taskArn"] = task.Arn,
        ["clusterArn"] = service.ClusterArn,
        ["taskDefinitionArn"] = task.TaskDefinition,
        ["lastStatus"] = task.LastStatus,
        ["desiredStatus"] = task.DesiredStatus,
        ["healthStatus"] = "UNKNOWN",
        ["group"] = $"service:{service.Name}",
        ["startedBy"] = task.DeploymentId,
        ["launchType"] = service.Settings["launchType"]?.DeepClone() ?? "EC2",
        ["createdAt"] = task.Created.Epoch(),
        ["startedAt"] = task.Started?.Epoch(),
        ["stoppedAt"] = task.Stopped?.Epoch(),
        ["stoppedReason"] = task.StoppedReason,
        ["stopCode"] = task.Stopped is null ? null : task.Started is null ? "TaskFailedToStart" : "ServiceSchedulerInitiated",
        ["containers"] = task.Containers.Select(container => Container(task, container)).ToJsonArray(),
        ["attachments"] = new JsonArray(),
        ["version"] = 1,
    }.WithoutAbsent();

    public static JsonArray Tags(IReadOnlyDictionary<string, string> tags) => tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value }).ToJsonArray();

    private static JsonObject Container(TaskState task, ContainerState container) => new JsonObject
    {
        ["containerArn"] = $"{task.Arn.Replace(":task/", ":container/")}/{container.RuntimeId}",
        ["taskArn"] = task.Arn,
        ["name"] = container.Name,
        ["image"] = container.Image,
        // The digest is known once the image was pulled.
        ["imageDigest"] = task.Started is null ? null : container.Digest,
        ["runtimeId"] = container.RuntimeId,
        ["lastStatus"] = task.LastStatus,
        ["networkInterfaces"] = new JsonArray(),
        ["healthStatus"] = "UNKNOWN",
        ["cpu"] = "0",
    }.WithoutAbsent();

    private static JsonObject Deployment(ServiceState service, DeploymentState deployment) => new()
    {
        ["id"] = deployment.Id,
        ["status"] = deployment.Status,
        ["taskDefinition"] = deployment.TaskDefinition,
        ["desiredCount"] = deployment.Desired,
        ["pendingCount"] = Of(service, deployment, "PENDING"),
        ["runningCount"] = Of(service, deployment, "RUNNING"),
        ["failedTasks"] = deployment.FailedTasks,
        ["createdAt"] = deployment.Created.Epoch(),
        ["updatedAt"] = deployment.Updated.Epoch(),
        ["launchType"] = service.Settings["launchType"]?.DeepClone() ?? "EC2",
        ["rolloutState"] = deployment.RolloutState,
        ["rolloutStateReason"] = deployment.RolloutStateReason,
    };

    private static int Count(ServiceState service, string status) => service.Tasks.Count(task => task.LastStatus == status);

    private static int Of(ServiceState service, DeploymentState deployment, string status) => service.Tasks.Count(task => task.DeploymentId == deployment.Id && task.LastStatus == status);
}
