using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using static Kayron.Tests.Support.AwsAnswer;

namespace Kayron.Tests.Aws;

/// <summary>States of services that moto does not have.</summary>
public sealed class RunningServicesOverTheWireTests : IAsyncLifetime
{
    private const string Prefix = "arn:aws:ecs:us-west-2:123456789012:";
    private FakeAws _fake = null!;
    private AwsUnderTest _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeAws.StartAsync();
        _aws = new AwsUnderTest(_fake.Endpoint);
        _fake.On("DescribeTaskDefinition", call => Json(new { taskDefinition = new { containerDefinitions = new[] { new { name = "app", image = $"registry/app:{call["taskDefinition"]}" } } } }));
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task During_a_roll_out_the_completed_deployment_says_what_runs_and_the_primary_what_is_wanted()
    {
        Tagged(Arn("app"));
        Described(Service("app", Deployment("3", "PRIMARY", "IN_PROGRESS", 300), Deployment("1", "ACTIVE", "COMPLETED", 100), Deployment("2", "ACTIVE", "COMPLETED", 200.5)));

        var service = Assert.Single(await ReadAsync());

        Assert.Equal(("2", "3"), (service.Completed!.Id, service.Primary.Id));
        Assert.Equal("registry/app:td-2", service.Completed.Containers[0].Image);
        Assert.Equal(("IN_PROGRESS", "why", 1, 2), (service.Primary.RolloutState, service.Primary.RolloutReason, service.Primary.Running, service.Primary.Desired));
    }

    [Fact]
    public async Task All_pages_of_tags_are_read_a_hundred_at_a_time()
    {
        _fake.On("GetResources", call => call["PaginationToken"] is null ? Resources("next", Arn("a")) : Resources("", Arn("b")));
        Described(Service("a", Deployment("1", "PRIMARY", "COMPLETED", 1)), Service("b", Deployment("1", "PRIMARY", "COMPLETED", 1)));

        Assert.Equal(["a", "b"], (await ReadAsync()).Select(service => service.Name));
        Assert.All(_fake.Calls("GetResources"), call => Assert.Equal("100", call["ResourcesPerPage"]));
    }

    [Fact]
    public async Task Services_of_other_kinds_and_ghosts_do_not_hide_the_others()
    {
        Tagged(Arn("app"), Arn("blue-green"), Arn("draining"), Arn("ghost"), $"{Prefix}service/old-format");
        _fake.On("DescribeServices", _ => Json(new
        {
            services = new[] { Service("app", Deployment("1", "PRIMARY", "COMPLETED", 1)), Service("blue-green", "ACTIVE", "CODE_DEPLOY"), Service("draining", "DRAINING", "ECS") },
            failures = new[] { new { arn = Arn("ghost"), reason = "MISSING" } },
        }));

        Assert.Equal(["app"], (await ReadAsync()).Select(service => service.Name));
    }

    [Fact]
    public async Task A_cluster_that_is_gone_does_not_hide_the_others()
    {
        Tagged($"{Prefix}service/gone/app", Arn("app"));
        _fake.On("DescribeServices", call => call["cluster"] == "gone"
            ? Error(400, "ClusterNotFoundException", "Cluster not found.")
            : Json(new { services = new[] { Service("app", Deployment("1", "PRIMARY", "COMPLETED", 1)) } }));

        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task What_could_not_be_read_is_not_taken_for_gone()
    {
        Tagged(Arn("app"));
        _fake.On("DescribeServices", _ => Json(new { services = Array.Empty<object>(), failures = new[] { new { arn = Arn("app"), reason = "TIMEOUT" } } }));

        await Assert.ThrowsAsync<TransientException>(ReadAsync);
    }

    [Fact]
    public async Task A_deleted_task_definition_hides_its_images_alone()
    {
        Tagged(Arn("app"));
        Described(Service("app", Deployment("1", "PRIMARY", "COMPLETED", 1)));
        _fake.On("DescribeTaskDefinition", _ => Error(400, "ClientException", "Unable to describe task definition."));

        Assert.Empty(Assert.Single(await ReadAsync()).Completed!.Containers);
    }

    [Fact]
    public async Task Tasks_are_those_of_the_primary_deployment_with_the_digests_that_they_run()
    {
        _fake.On("ListTasks", call => Json(new { taskArns = call["nextToken"] is null ? ["t1"] : new[] { "t2", "t3" }, nextToken = call["nextToken"] is null ? "2" : null }));
        _fake.On("DescribeTasks", _ => Json(new
        {
            tasks = new[] { RunningTask("t1", "ecs-svc/new", "sha256:1"), RunningTask("t2", "ecs-svc/old", "sha256:0"), RunningTask("t3", "ecs-svc/new", null) },
            failures = new[] { new { arn = "t4", reason = "MISSING" } },
        }));
        var tasks = await ReadTasksAsync(counted: 2);

        Assert.Equal([("t1", "sha256:1"), ("t3", null)], tasks!.Select(task => (task.Arn, task.Containers[0].Digest)));
        Assert.Equal(["main/app/RUNNING", "main/app/RUNNING"], _fake.Calls("ListTasks").Select(call => $"{call["cluster"]}/{call["serviceName"]}/{call["desiredStatus"]}"));
        Assert.Equal("[\"t1\",\"t2\",\"t3\"]", Assert.Single(_fake.Calls("DescribeTasks"))["tasks"]);
    }

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(1, "somebody", true)]
    [InlineData(1, "ecs-svc/old", false)]
    [InlineData(0, null, false)]
    public async Task Tasks_that_an_emulator_counts_and_lists_nowhere_are_unseen(int counted, string? startedBy, bool unseen)
    {
        _fake.On("ListTasks", _ => Json(new { taskArns = startedBy is null ? [] : new[] { "t1" } }));
        _fake.On("DescribeTasks", _ => Json(new { tasks = new[] { RunningTask("t1", startedBy!, "sha256:1") } }));

        var tasks = await ReadTasksAsync(counted);

        Assert.Equal(unseen, tasks is null);
        Assert.Empty(tasks ?? []);
    }

    private Task<IReadOnlyList<RunningTask>?> ReadTasksAsync(int counted)
    {
        var service = new RunningService(Arn("app"), "app", "main", "app", null, 2, null, new ServiceDeployment("ecs-svc/new", "td", "COMPLETED", null, counted, 2, []));
        return _aws.Adapters.RunningServices.ReadTasksAsync(AwsUnderTest.Environment(), service, TestContext.Current.CancellationToken);
    }

    private Task<IReadOnlyList<RunningService>> ReadAsync() => _aws.Adapters.RunningServices.ReadAsync(AwsUnderTest.Environment(), TestContext.Current.CancellationToken);

    private void Tagged(params string[] arns) => _fake.On("GetResources", _ => Resources("", arns));

    private void Described(params object[] services) => _fake.On("DescribeServices", _ => Json(new { services }));

    private static AwsAnswer Resources(string next, params string[] arns) => Json(new
    {
        PaginationToken = next,
        ResourceTagMappingList = arns.Select(arn => new { ResourceARN = arn, Tags = new[] { new { Key = "service", Value = "app" }, new { Key = "environment", Value = "testing" } } }),
    });

    private static string Arn(string name) => $"{Prefix}service/main/{name}";

    private static object Service(string name, params object[] deployments) => new { serviceArn = Arn(name), serviceName = name, status = "ACTIVE", desiredCount = 2, deployments };

    private static object Service(string name, string status, string controller) => new
    {
        serviceArn = Arn(name),
        serviceName = name,
        status,
        deploymentController = new { type = controller },
        deployments = new[] { Deployment("1", "PRIMARY", "COMPLETED", 1) },
    };

    private static object Deployment(string id, string status, string rolloutState, double createdAt) => new
    {
        id,
        status,
        rolloutState,
        rolloutStateReason = "why",
        createdAt,
        taskDefinition = $"td-{id}",
        runningCount = 1,
        desiredCount = 2,
    };

    private static object RunningTask(string arn, string startedBy, string? digest) => new
    {
        taskArn = arn,
        startedBy,
        lastStatus = "RUNNING",
        containers = new[] { new { name = "app", image = "registry/app:v1", imageDigest = digest } },
    };
}
