using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>What an account runs.</summary>
public sealed class EcsState
{
    /// <summary>By name.</summary>
    public Dictionary<string, ClusterState> Clusters { get; set; } = [];

    /// <summary>By ARN, which ends in the revision.</summary>
    public Dictionary<string, TaskDefinitionState> TaskDefinitions { get; set; } = [];

    /// <summary>The last revision of each family; deregistered ones are not given out again.</summary>
    public Dictionary<string, int> Revisions { get; set; } = [];

    /// <summary>By ARN.</summary>
    public Dictionary<string, ServiceState> Services { get; set; } = [];
}

public sealed record ClusterState(string Name, string Arn, Dictionary<string, string> Tags)
{
    public string Status { get; init; } = "ACTIVE";
}

/// <param name="Definition">As ECS describes it: container definitions and settings in camel case.</param>
public sealed record TaskDefinitionState(string Arn, string Family, int Revision, JsonObject Definition, Dictionary<string, string> Tags, DateTimeOffset Registered)
{
    public bool Active { get; init; } = true;

    public IEnumerable<(string Name, string Image)> Containers() =>
        (Definition["containerDefinitions"] as JsonArray ?? []).OfType<JsonObject>().Select(container => (container["name"]?.ToString() ?? "", container["image"]?.ToString() ?? ""));
}

public sealed class ServiceState
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string ClusterArn { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string Status { get; set; } = "ACTIVE";

    public string TaskDefinition { get; set; } = "";

    public int DesiredCount { get; set; }

    /// <summary>The settings that CloudFormation gave it, in camel case: launch type, load balancers, network.</summary>
    public JsonObject Settings { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>The primary one first.</summary>
    public List<DeploymentState> Deployments { get; set; } = [];

    public List<TaskState> Tasks { get; set; } = [];

    /// <summary>Newest first, at most 100.</summary>
    public List<ServiceEventState> Events { get; set; } = [];

    public string Controller => (Settings["deploymentController"] as JsonObject)?["type"]?.ToString() ?? "ECS";
}

public sealed class DeploymentState
{
    public required string Id { get; init; }

    public required string TaskDefinition { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; set; }

    /// <summary>PRIMARY, or ACTIVE while a newer one replaces it.</summary>
    public string Status { get; set; } = "PRIMARY";

    public string RolloutState { get; set; } = "IN_PROGRESS";

    public string RolloutStateReason { get; set; } = "";

    public int Desired { get; set; }

    public int FailedTasks { get; set; }
}

public sealed class TaskState
{
    public required string Arn { get; init; }

    public required string TaskDefinition { get; init; }

    public required string DeploymentId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Stopped { get; set; }

    public string LastStatus { get; set; } = "PROVISIONING";

    public string DesiredStatus { get; set; } = "RUNNING";

    public string? StoppedReason { get; set; }

    public List<ContainerState> Containers { get; init; } = [];
}

/// <param name="Digest">Null until the image was pulled.</param>
public sealed record ContainerState(string Name, string Image, string? Digest, string RuntimeId);

public sealed record ServiceEventState(string Id, DateTimeOffset Created, string Message);
