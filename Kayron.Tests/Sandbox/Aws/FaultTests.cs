using Kayron.Sandbox.Aws;
using Kayron.Sandbox.Hosting;

namespace Kayron.Tests.Sandbox.Aws;

public sealed class FaultTests
{
    [Fact]
    public async Task Throttling_counts_down_the_calls_that_it_strikes()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        server.World.Throttle("cloudformation", 2);

        Assert.Equal("Throttling", (await client.CloudFormationAsync("DescribeStacks")).Element("Code"));
        Assert.Equal(200, (await client.EcsAsync("ListClusters", new { })).Status);
        Assert.Equal(400, (await client.CloudFormationAsync("DescribeStacks")).Status);
        Assert.Equal(200, (await client.CloudFormationAsync("DescribeStacks")).Status);
    }

    [Theory]
    [InlineData("ecs", "ThrottlingException", 400)]
    [InlineData("s3", "SlowDown", 503)]
    public async Task Each_service_throttles_in_its_own_words(string api, string code, int status)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        server.World.Throttle(api, 1);

        var answer = api == "s3" ? await client.S3Async(HttpMethod.Get, "/") : await client.EcsAsync("ListClusters", new { });

        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body);
    }

    [Fact]
    public async Task A_failure_strikes_the_named_operation_only()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        server.World.Fail("cloudformation", "ListStacks", 500, "InternalFailure", 1);

        Assert.Equal(200, (await client.CloudFormationAsync("DescribeStacks")).Status);
        var answer = await client.CloudFormationAsync("ListStacks");
        Assert.Equal((500, "InternalFailure"), (answer.Status, answer.Element("Code")));
        Assert.Equal(200, (await client.CloudFormationAsync("ListStacks")).Status);
    }

    [Fact]
    public async Task Every_answer_is_counted_with_its_status()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();

        await client.CloudFormationAsync("DescribeStacks");
        await client.CloudFormationAsync("DescribeStacks", ("StackName", "none"));
        await client.CloudFormationAsync("DoSomething");
        await client.EcsAsync("RunTask", new { });
        await client.S3Async(HttpMethod.Put, "/bucket");
        await client.S3Async(HttpMethod.Put, "/bucket/key", "x");

        Assert.Equal(
        [
            new CallCount("cloudformation", "DescribeStacks", 200, 1), new CallCount("cloudformation", "DescribeStacks", 400, 1), new CallCount("cloudformation", "DoSomething", 400, 1),
            new CallCount("ecs", "RunTask", 400, 1), new CallCount("s3", "CreateBucket", 200, 1), new CallCount("s3", "PutObject", 200, 1),
        ], server.Calls.Counts());
    }

    [Fact]
    public async Task Changed_is_raised_before_the_answer_to_whoever_changed_something()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        var saved = new List<string>();
        server.World.Changed += () => saved.Add(server.World.Save());

        await client.CloudFormationAsync("DescribeStacks");
        Assert.Empty(saved);
        await client.S3Async(HttpMethod.Put, "/bucket");

        Assert.Contains("\"bucket\"", Assert.Single(saved));
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await using var server = await AwsServer.StartAsync(options: new AwsOptions { Pace = 1000, PageSize = 2 });
        using var client = server.Client();
        foreach (var name in new[] { "a1", "a2", "a3" }) await client.EcrAsync("CreateRepository", new { repositoryName = name });

        var first = (await client.EcrAsync("DescribeRepositories", new { })).Json;
        var second = (await client.EcrAsync("DescribeRepositories", new { nextToken = first.GetProperty("nextToken").GetString() })).Json;

        Assert.Equal((2, 1), (first.GetProperty("repositories").GetArrayLength(), second.GetProperty("repositories").GetArrayLength()));
        Assert.False(second.TryGetProperty("nextToken", out _));
    }
}
