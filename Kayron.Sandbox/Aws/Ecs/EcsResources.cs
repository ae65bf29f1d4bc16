using System.Globalization;
using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation.Resources;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>Makes the clusters, task definitions and services of stacks real.</summary>
public sealed class EcsResources(AwsContext context, ServiceDeployments deployments) : IResourceProvider
{
    private static readonly HashSet<string> NotSettings = ["Tags", "ServiceName", "Cluster", "TaskDefinition", "DesiredCount"];

    public Provisioned Provision(ProvisionRequest request) =>
        request.Type == ResourceTypeNames.TaskDefinition ? RegisterTaskDefinition(request) : Deploy(request);

    public void DefineCluster(ProvisionRequest request, string name) =>
        context.State.Account(request.Stack.Account).Ecs.Clusters[name] = new ClusterState(name, ClusterArn(request.Stack.Account, name), ResourceTags.Of(request));

    public void Delete(string account, ResourceState resource)
    {
        var ecs = context.State.Account(account).Ecs;
        if (resource.Type == ResourceTypeNames.Cluster) ecs.Clusters.Remove(resource.PhysicalId);
        else if (ecs.TaskDefinitions.TryGetValue(resource.PhysicalId, out var definition)) ecs.TaskDefinitions[definition.Arn] = definition with { Active = false };
        else if (ecs.Services.TryGetValue(resource.PhysicalId, out var service)) deployments.Remove(service);
    }

    private Provisioned RegisterTaskDefinition(ProvisionRequest request)
    {
        var ecs = context.State.Account(request.Stack.Account).Ecs;
        var duration = context.Scaled(2);
        // Only its tags may have changed: any other change makes a new revision.
        if (request.Current is { } current && ecs.TaskDefinitions.TryGetValue(current.PhysicalId, out var present))
        {
            ecs.TaskDefinitions[present.Arn] = present with { Tags = ResourceTags.Of(request) };
            return new Provisioned(current.PhysicalId, current.Attributes, duration, request.Failure);
        }
        var family = request.Text("Family") ?? $"{request.Stack.Name}{request.LogicalId}{context.NextSuffix()}";
        var revision = ecs.Revisions[family] = ecs.Revisions.GetValueOrDefault(family) + 1;
        var arn = string.Create(CultureInfo.InvariantCulture, $"arn:aws:ecs:{context.Options.Region}:{request.Stack.Account}:task-definition/{family}:{revision}");
        var definition = CamelCase.Of(request.Properties);
        definition.Remove("tags");
        ecs.TaskDefinitions[arn] = new TaskDefinitionState(arn, family, revision, definition, ResourceTags.Of(request), context.Now);
        return new Provisioned(arn, new Dictionary<string, string> { ["TaskDefinitionArn"] = arn }, duration, request.Failure);
    }

    private Provisioned Deploy(ProvisionRequest request)
    {
        var service = Service(request);
        service.Settings = CamelCase.Of(new JsonObject(request.Properties.Where(property => !NotSettings.Contains(property.Key)).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))));
        service.Tags = ResourceTags.Of(request);
        var attributes = new Dictionary<string, string> { ["Name"] = service.Name, ["ServiceArn"] = service.Arn };
        var desired = int.TryParse(request.Text("DesiredCount"), CultureInfo.InvariantCulture, out var count) ? count : 1;
        var plan = deployments.Start(service, TaskDefinitionArn(request), desired, request.Failure);
        return new Provisioned(service.Arn, attributes, plan.Duration, plan.Failure) { FollowUps = plan.Steps };
    }

    private ServiceState Service(ProvisionRequest request)
    {
        var services = context.State.Account(request.Stack.Account).Ecs.Services;
        if (request.Current is { } current && services.TryGetValue(current.PhysicalId, out var present)) return present;
        var cluster = request.Text("Cluster") ?? "default";
        var clusterArn = Arn.Is(cluster) ? cluster : ClusterArn(request.Stack.Account, cluster);
        var name = request.Text("ServiceName") ?? $"{request.Stack.Name}-{request.LogicalId}-{context.NextSuffix()}";
        var arn = $"{clusterArn.Replace(":cluster/", ":service/")}/{name}";
        return services[arn] = new ServiceState { Arn = arn, Name = name, ClusterArn = clusterArn, Created = context.Now };
    }

    private string TaskDefinitionArn(ProvisionRequest request)
    {
        var given = request.Text("TaskDefinition") ?? "";
        if (Arn.Is(given)) return given;
        var revision = given.Contains(':', StringComparison.Ordinal) ? given : $"{given}:{context.State.Account(request.Stack.Account).Ecs.Revisions.GetValueOrDefault(given)}";
        return $"arn:aws:ecs:{context.Options.Region}:{request.Stack.Account}:task-definition/{revision}";
    }

    private string ClusterArn(string account, string name) => $"arn:aws:ecs:{context.Options.Region}:{account}:cluster/{name}";
}
