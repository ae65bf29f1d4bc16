using System.Text.Json;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>The <c>aws</c> command against the emulated AWS, as the documentation shows it.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task The_aws_command_reviews_and_executes_a_change_set()
    {
        await using var server = await AwsServer.StartAsync();
        AcmeStack.Seed(server.World);
        var digest = server.World.PushImage("api", "v2.0.0");
        string[] set = ["--stack-name", AcmeStack.Name, "--change-set-name", "next"];

        await RunAsync(server, ["cloudformation", "create-change-set", .. set, "--use-previous-template", "--include-nested-stacks",
            "--parameters", "ParameterKey=Environment,UsePreviousValue=true", "ParameterKey=ApiVersion,ParameterValue=v2.0.0"]);
        await RunAsync(server, ["cloudformation", "wait", "change-set-create-complete", .. set]);
        var described = await RunAsync(server, ["cloudformation", "describe-change-set", .. set, "--include-property-values"]);
        await RunAsync(server, ["cloudformation", "execute-change-set", .. set, "--client-request-token", "kayron-1"]);
        await RunAsync(server, ["cloudformation", "wait", "stack-update-complete", "--stack-name", AcmeStack.Name]);
        var events = await RunAsync(server, ["cloudformation", "describe-stack-events", "--stack-name", AcmeStack.Name, "--max-items", "1"]);
        var images = await RunAsync(server, ["ecr", "describe-images", "--repository-name", "api", "--image-ids", "imageTag=v2.0.0"]);

        Assert.Equal("Api", described.GetProperty("Changes")[0].GetProperty("ResourceChange").GetProperty("LogicalResourceId").GetString());
        Assert.Equal("UPDATE_COMPLETE", events.GetProperty("StackEvents")[0].GetProperty("ResourceStatus").GetString());
        Assert.Equal(digest, images.GetProperty("imageDetails")[0].GetProperty("imageDigest").GetString());
    }

    [Fact]
    public async Task The_aws_command_finds_services_by_tag_and_copies_files()
    {
        await using var server = await AwsServer.StartAsync();
        AcmeStack.Seed(server.World);
        var file = Path.Combine(AppContext.BaseDirectory, "Sandbox", "Aws", "Templates", "service.yaml");
        var copy = Path.GetTempFileName();

        var stacks = await RunAsync(server, ["cloudformation", "describe-stacks", "--stack-name", AcmeStack.Name]);
        var tagged = await RunAsync(server, ["resourcegroupstaggingapi", "get-resources", "--tag-filters", "Key=environment,Values=testing", "--resource-type-filters", "ecs:service"]);
        var services = await RunAsync(server, ["ecs", "describe-services", "--cluster", "acme-testing", "--services", "api-testing", "--include", "TAGS"]);
        await RunAsync(server, ["s3", "cp", file, "s3://templates/copied/service.yaml"]);
        await RunAsync(server, ["s3", "cp", "s3://templates/copied/service.yaml", copy]);

        Assert.Equal("CREATE_COMPLETE", stacks.GetProperty("Stacks")[0].GetProperty("StackStatus").GetString());
        Assert.Equal(services.GetProperty("services")[0].GetProperty("serviceArn").GetString(), tagged.GetProperty("ResourceTagMappingList")[0].GetProperty("ResourceARN").GetString());
        Assert.Equal(AcmeStack.Service, await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
        File.Delete(copy);
    }

    private static async Task<JsonElement> RunAsync(AwsServer server, IEnumerable<string> arguments)
    {
        var output = await Tools.RunAsync("aws", [.. arguments, "--endpoint-url", server.Address.ToString().TrimEnd('/')], "No module named",
            ("AWS_ACCESS_KEY_ID", "sandbox"), ("AWS_SECRET_ACCESS_KEY", "sandbox"), ("AWS_REGION", "us-west-2"), ("AWS_DEFAULT_REGION", "us-west-2"), ("AWS_DEFAULT_OUTPUT", "json"));
        return output.AsSpan().TrimStart().StartsWith("{") ? JsonDocument.Parse(output).RootElement : default;
    }
}
