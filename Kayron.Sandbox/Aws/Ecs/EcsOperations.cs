using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>Elastic Container Service: what runs. Everything in it comes from stacks.</summary>
public sealed class EcsOperations(AwsContext context)
{
    private const int ServicesAtOnce = 10;
    private const int TasksAtOnce = 100;

    public Dictionary<string, Operation> All => new()
    {
        ["ListClusters"] = ListClusters,
        ["DescribeClusters"] = DescribeClusters,
        ["ListServices"] = ListServices,
        ["DescribeServices"] = DescribeServices,
        ["DescribeTaskDefinition"] = DescribeTaskDefinition,
        ["ListTaskDefinitions"] = ListTaskDefinitions,
        ["ListTasks"] = ListTasks,
        ["DescribeTasks"] = DescribeTasks,
        ["ListTagsForResource"] = ListTagsForResource,
    };

    private EcsState Ecs(AwsCall call) => context.State.Account(call.Account).Ecs;

    private JsonObject ListClusters(AwsCall call, JsonObject input) =>
        Listed("clusterArns", [.. Ecs(call).Clusters.Values.Select(cluster => cluster.Arn)], input, 100);

    private JsonObject DescribeClusters(AwsCall call, JsonObject input)
    {
        var names = input.Strings("clusters") is { Count: > 0 } given ? given : ["default"];
        var (found, failures) = Described(names, name => Ecs(call).Clusters.GetValueOrDefault(EcsNames.Last(name)), name => ClusterArn(call, name));
        return new JsonObject { ["clusters"] = found.Select(cluster => EcsRendering.Cluster(cluster, Ecs(call), Includes(input, "TAGS"))).ToJsonArray(), ["failures"] = failures };
    }

    private JsonObject ListServices(AwsCall call, JsonObject input)
    {
        var cluster = Cluster(call, input);
        return Listed("serviceArns", [.. Ecs(call).Services.Values.Where(service => service.ClusterArn == cluster && service.Status == "ACTIVE").Select(service => service.Arn)], input, 10);
    }

    private JsonObject DescribeServices(AwsCall call, JsonObject input)
    {
        var (cluster, names) = (Cluster(call, input), input.Strings("services"));
        if (names.Count is 0 or > ServicesAtOnce) throw new AwsException("InvalidParameterException", names.Count == 0 ? "Services cannot be empty." : "Services cannot be longer than 10.");
        var (found, failures) = Described(names, name => Service(call, cluster, name), name => Arn.Is(name) ? name : ServiceArn(cluster, name));
        return new JsonObject { ["services"] = found.Select(service => EcsRendering.Service(service, Includes(input, "TAGS"))).ToJsonArray(), ["failures"] = failures };
    }

    private JsonObject DescribeTaskDefinition(AwsCall call, JsonObject input)
    {
        var name = input.Text("taskDefinition") ?? throw new AwsException("ClientException", "Invalid revision number. Number: null");
        var definitions = Ecs(call).TaskDefinitions;
        var found = Arn.Is(name) ? definitions.GetValueOrDefault(name)
            : definitions.Values.LastOrDefault(each => name.Contains(':', StringComparison.Ordinal) ? $"{each.Family}:{each.Revision}" == name : each.Family == name && each.Active);
        if (found is null) throw new AwsException("ClientException", "Unable to describe task definition.");
        var answer = new JsonObject { ["taskDefinition"] = EcsRendering.TaskDefinition(found) };
        if (Includes(input, "TAGS")) answer["tags"] = EcsRendering.Tags(found.Tags);
        return answer;
    }

    private JsonObject ListTaskDefinitions(AwsCall call, JsonObject input)
    {
        var (family, active) = (input.Text("familyPrefix"), (input.Text("status") ?? "ACTIVE") == "ACTIVE");
        return Listed("taskDefinitionArns", [.. Ecs(call).TaskDefinitions.Values.Where(each => each.Active == active && (family is null || each.Family == family)).Select(each => each.Arn)], input, 100);
    }

    private JsonObject ListTasks(AwsCall call, JsonObject input)
    {
        var (cluster, name, wanted) = (Cluster(call, input), input.Text("serviceName"), input.Text("desiredStatus") ?? "RUNNING");
        if (name is not null && Service(call, cluster, name) is not { Status: "ACTIVE" }) throw new AwsException("ServiceNotFoundException", "Service not found.");
        var (family, startedBy) = (input.Text("family"), input.Text("startedBy"));
        var tasks = Ecs(call).Services.Values.Where(service => service.ClusterArn == cluster && (name is null || service.Name == EcsNames.Last(name))).SelectMany(service => service.Tasks)
            .Where(task => task.DesiredStatus == wanted && (family is null || EcsNames.Last(task.TaskDefinition).Split(':')[0] == family) && (startedBy is null || task.DeploymentId == startedBy));
        return Listed("taskArns", [.. tasks.Select(task => task.Arn)], input, 100);
    }

    private JsonObject DescribeTasks(AwsCall call, JsonObject input)
    {
        var (cluster, names) = (Cluster(call, input), input.Strings("tasks"));
        if (names.Count is 0 or > TasksAtOnce) throw new AwsException("InvalidParameterException", names.Count == 0 ? "Tasks cannot be empty." : "Tasks cannot be longer than 100.");
        var tasks = Ecs(call).Services.Values.Where(service => service.ClusterArn == cluster).SelectMany(service => service.Tasks, (service, task) => (service, task)).ToDictionary(entry => EcsNames.Last(entry.task.Arn));
        var (found, failures) = Described<(ServiceState Service, TaskState Task)?>(names, name => tasks.TryGetValue(EcsNames.Last(name), out var entry) ? entry : null, name => Arn.Is(name) ? name : $"{cluster.Replace(":cluster/", ":task/")}/{name}");
        return new JsonObject { ["tasks"] = found.Select(entry => EcsRendering.Task(entry!.Value.Service, entry.Value.Task)).ToJsonArray(), ["failures"] = failures };
    }

    private JsonObject ListTagsForResource(AwsCall call, JsonObject input)
    {
        var arn = input.Text("resourceArn") ?? "";
        var tags = Ecs(call).Services.GetValueOrDefault(arn)?.Tags ?? Ecs(call).TaskDefinitions.GetValueOrDefault(arn)?.Tags ?? Ecs(call).Clusters.GetValueOrDefault(EcsNames.Last(arn))?.Tags;
        return new JsonObject { ["tags"] = EcsRendering.Tags(tags ?? throw new AwsException("InvalidParameterException", "The specified resource was not found.")) };
    }

    private static (List<T> Found, JsonArray Failures) Described<T>(IReadOnlyList<string> names, Func<string, T?> find, Func<string, string> arn)
    {
        var entries = names.Distinct().Select(name => (name, Item: find(name))).ToList();
        return ([.. entries.Where(entry => entry.Item is not null).Select(entry => entry.Item!)],
            entries.Where(entry => entry.Item is null).Select(entry => new JsonObject { ["arn"] = arn(entry.name), ["reason"] = "MISSING" }).ToJsonArray());
    }

    private JsonObject Listed(string name, IReadOnlyList<string> arns, JsonObject input, int size)
    {
        var page = Paging.Of(arns, name, input.Text("nextToken"), Math.Min(input.Number("maxResults") ?? size, context.Options.PageSize));
        return new JsonObject { [name] = page.Items.ToJsonArray(), ["nextToken"] = page.NextToken }.WithoutAbsent();
    }

    private static bool Includes(JsonObject input, string what) => input.Strings("include").Contains(what);

    private string Cluster(AwsCall call, JsonObject input)
    {
        var arn = ClusterArn(call, input.Text("cluster") ?? "default");
        return Ecs(call).Clusters.ContainsKey(EcsNames.Last(arn)) ? arn : throw new AwsException("ClusterNotFoundException", "Cluster not found.");
    }

    private string ClusterArn(AwsCall call, string name) => Arn.Is(name) ? name : $"arn:aws:ecs:{context.Options.Region}:{call.Account}:cluster/{name}";

    private ServiceState? Service(AwsCall call, string cluster, string name) => Ecs(call).Services.GetValueOrDefault(Arn.Is(name) ? name : ServiceArn(cluster, name)) is { } service && service.ClusterArn == cluster ? service : null;

    private static string ServiceArn(string cluster, string name) => $"{cluster.Replace(":cluster/", ":service/")}/{name}";
}

public static class EcsNames
{
    /// <summary>The name at the end of an ARN, or the name itself.</summary>
    public static string Last(string nameOrArn) => nameOrArn.Split('/')[^1];
}
