using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

public sealed class EcsRunningServicesTests(MotoServer moto) : MotoTest(moto)
{
    [Fact]
    public async Task Services_of_the_environment_are_read_with_their_images()
    {
        await Seed.EcsAsync("CreateCluster", new { clusterName = "images" });
        await CreateServiceAsync("images", "alloy", "images-env");
        await CreateServiceAsync("images", "other", "another-env");

        var service = Assert.Single(await Adapters.RunningServices.ReadAsync(AwsUnderTest.Environment("images-env"), Token));

        Assert.Equal(("alloy", "images", "alloy", null), (service.Name, service.Cluster, service.Release, service.Preview));
        Assert.Equal(service.Primary, service.Completed! with { Containers = service.Primary.Containers });
        Assert.Equal("registry/alloy:v1.0.0", Assert.Single(service.Completed!.Containers).Image);
    }

    [Fact]
    public async Task Services_without_a_release_are_left_out_as_are_deleted_ones()
    {
        await Seed.EcsAsync("CreateCluster", new { clusterName = "ghosts" });
        await CreateServiceAsync("ghosts", "alive", "ghosts-env");
        await CreateServiceAsync("ghosts", "dead", "ghosts-env");
        await Seed.EcsAsync("CreateService", new { cluster = "ghosts", serviceName = "nameless", taskDefinition = "alive", desiredCount = 1, tags = new[] { Tag("environment", "ghosts-env") } });
        await Seed.EcsAsync("DeleteService", new { cluster = "ghosts", service = "dead", force = true });

        var services = await Adapters.RunningServices.ReadAsync(AwsUnderTest.Environment("ghosts-env"), Token);

        Assert.Equal(["alive"], services.Select(service => service.Name));
    }

    [Fact]
    public async Task A_hundred_and_twenty_services_in_two_clusters_cost_twelve_calls()
    {
        foreach (var cluster in new[] { "many-a", "many-b" })
        {
            await Seed.EcsAsync("CreateCluster", new { clusterName = cluster });
            for (var index = 0; index < 60; index++) await CreateServiceAsync(cluster, $"service-{index}", "many-env", taskDefinition: "many");
        }
        var environment = AwsUnderTest.Environment("many-env");

        var services = await Adapters.RunningServices.ReadAsync(environment, Token);
        await Adapters.RunningServices.ReadAsync(environment, Token);

        Assert.Equal(120, services.DistinctBy(service => service.Arn).Count());
        Assert.Equal(2 * 12, Aws.Calls("ecs", "DescribeServices"));
        Assert.Equal(services.Select(service => service.Primary.TaskDefinition).Distinct().Count(), Aws.Calls("ecs", "DescribeTaskDefinition"));
    }

    private async Task CreateServiceAsync(string cluster, string name, string environment, string? taskDefinition = null)
    {
        taskDefinition ??= name;
        if (taskDefinition == name || name == "service-0")
            await Seed.EcsAsync("RegisterTaskDefinition", new { family = taskDefinition, containerDefinitions = new[] { new { name, image = $"registry/{name}:v1.0.0", memory = 64 } } });
        await Seed.EcsAsync("CreateService", new
        {
            cluster,
            serviceName = name,
            taskDefinition,
            desiredCount = 1,
            tags = new[] { Tag("environment", environment), Tag("service", name) },
        });
    }

    private static object Tag(string key, string value) => new { key, value };
}
