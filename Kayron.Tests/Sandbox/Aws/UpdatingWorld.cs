using Kayron.Sandbox.Aws;
using Kayron.Tests.Support;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>A stack in a world whose clock a test moves, and the calls that most tests of CloudFormation make.</summary>
internal sealed class UpdatingWorld : IAsyncDisposable
{
    private UpdatingWorld(AwsServer server, ManualTime time) => (Server, Time, Client) = (server, time, server.Client(clock: time));

    public AwsServer Server { get; }

    public ManualTime Time { get; }

    public SignedClient Client { get; }

    public AwsWorld World => Server.World;

    public static async Task<UpdatingWorld> StartAsync(string environment = "testing", AwsOptions? options = null)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var world = new UpdatingWorld(await AwsServer.StartAsync(time, options ?? new AwsOptions()), time);
        AcmeStack.Seed(world.World, environment);
        world.World.PushImage("api", "v2.0.0");
        return world;
    }

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async Task UpdateAsync(string apiVersion = "v2.0.0", string token = "update")
    {
        var answer = await UpdateAsync(("ApiVersion", apiVersion), token);
        Assert.True(answer.Status == 200, answer.Body);
    }

    public Task<WireAnswer> UpdateAsync((string Key, string Value) parameter, string token = "update") => Client.CloudFormationAsync("UpdateStack",
        ("StackName", AcmeStack.Name), ("UsePreviousTemplate", "true"), ("ClientRequestToken", token),
        ("Parameters.member.1.ParameterKey", "Environment"), ("Parameters.member.1.UsePreviousValue", "true"),
        ("Parameters.member.2.ParameterKey", "ApiVersion"), (parameter.Key == "ApiVersion" ? "Parameters.member.2.ParameterValue" : "Parameters.member.2.UsePreviousValue", parameter.Key == "ApiVersion" ? parameter.Value : "true"),
        ("Parameters.member.3.ParameterKey", parameter.Key == "ApiVersion" ? "InfrastructureVersion" : parameter.Key),
        (parameter.Key == "ApiVersion" ? "Parameters.member.3.UsePreviousValue" : "Parameters.member.3.ParameterValue", parameter.Key == "ApiVersion" ? "true" : parameter.Value));

    public async Task<string> StatusAsync(string stack = AcmeStack.Name) => (await Client.CloudFormationAsync("DescribeStacks", ("StackName", stack))).Element("StackStatus")!;

    public async Task<string> NestedAsync() => (await Client.CloudFormationAsync("DescribeStackResource", ("StackName", AcmeStack.Name), ("LogicalResourceId", "Api"))).Element("PhysicalResourceId")!;

    /// <summary>Oldest first, as <c>LOGICAL STATUS reason</c>, of the operation with the token.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string stack = AcmeStack.Name, string token = "update")
    {
        var answer = await Client.CloudFormationAsync("DescribeStackEvents", ("StackName", stack));
        string? Text(System.Xml.Linq.XElement item, string name) => item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        var items = answer.Xml.Descendants().Where(element => element.Name.LocalName == "member" && Text(element, "ClientRequestToken") == token);
        return [.. items.Select(item => $"{Text(item, "LogicalResourceId")} {Text(item, "ResourceStatus")} {Text(item, "ResourceStatusReason")}".Trim()).Reverse()];
    }

    public async Task<string> RunningImageAsync()
    {
        var tasks = await Client.EcsAsync("ListTasks", new { cluster = "acme-testing", serviceName = "api-testing" });
        var described = await Client.EcsAsync("DescribeTasks", new { cluster = "acme-testing", tasks = tasks.Json.GetProperty("taskArns").EnumerateArray().Select(arn => arn.GetString()).ToArray() });
        return described.Json.GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("lastStatus").GetString() == "RUNNING")
            .Select(task => task.GetProperty("containers")[0].GetProperty("image").GetString()!).Distinct().Single();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
