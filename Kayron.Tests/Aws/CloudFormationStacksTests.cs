using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

public sealed class CloudFormationStacksTests(MotoServer moto) : MotoTest(moto)
{
    private const string Leaf = """
        Parameters:
          Name: { Type: String }
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: { TopicName: !Ref Name }
        """;

    private const string Root = """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Name: { Type: String }
          Secret: { Type: String, NoEcho: true, Default: hidden }
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: { QueueName: !Sub "${Name}-queue" }
          Child:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: CHILD
              Parameters: { Name: !Ref Name }
        """;

    private IStacks Stacks => Adapters.Stacks;

    [Fact]
    public async Task A_stack_that_does_not_exist_is_no_stack() =>
        Assert.Null(await Stacks.FindAsync(AwsUnderTest.Environment(stack: "nowhere"), Token));

    [Fact]
    public async Task A_stack_is_found_with_what_it_was_made_of()
    {
        var environment = await CreateAsync("find");

        var stack = await Stacks.FindAsync(environment, Token);

        Assert.NotNull(stack);
        Assert.Equal(("find", "123456789012", "CREATE_COMPLETE"), (stack.Name, stack.Account, stack.Status));
        Assert.Equal("find-1", stack.Parameters["Name"]);
        Assert.Equal("testing", stack.Tags["environment"]);
        Assert.NotNull(stack.LastUpdated);
        Assert.Equal(1, Aws.Calls("cloudformation", "DescribeStacks", "ok"));
    }

    [Fact]
    public async Task A_template_says_what_it_declares()
    {
        var environment = await CreateAsync("summary");

        var summary = await Stacks.SummarizeAsync(environment, Adapters.Templates.UrlOf(environment, "index.yaml"), Token);

        Assert.Equal([new("Name", null, false), new("Secret", "hidden", true)], summary.Parameters.OrderBy(parameter => parameter.Key));
    }

    [Fact]
    public async Task A_template_that_is_none_is_invalid()
    {
        var environment = await CreateAsync("broken");
        await Seed.PutObjectAsync(environment.Bucket, "broken.yaml", "Resources: [");

        await Assert.ThrowsAnyAsync<ReconcileException>(() => Stacks.SummarizeAsync(environment, Adapters.Templates.UrlOf(environment, "broken.yaml"), Token));
    }

    [Fact]
    public async Task Templates_are_read_with_all_that_is_nested()
    {
        var environment = await CreateAsync("templates");
        var stack = await Stacks.FindAsync(environment, Token);

        var templates = await Stacks.ReadTemplatesAsync(environment, stack!, Token);

        Assert.Equal(["", "Child"], templates.Select(template => template.Path));
        Assert.Equal(Leaf, templates[1].Body);
    }

    [Fact]
    public async Task A_change_set_is_made_once_reviewed_executed_and_deleted()
    {
        var environment = await CreateAsync("change");
        var request = Request(environment, "change-2");

        await Stacks.CreateChangeSetAsync(environment, request, Token);
        await Stacks.CreateChangeSetAsync(environment, request, Token);
        var review = await Stacks.FindChangeSetAsync(environment, request.Name, Token);
        await Stacks.ExecuteChangeSetAsync(environment, request.Name, request.ClientToken, Token);
        var after = await Stacks.FindAsync(environment, Token);
        await Stacks.DeleteChangeSetAsync(environment, request.Name, Token);
        await Stacks.DeleteChangeSetAsync(environment, request.Name, Token);

        Assert.Equal(ChangeSetStatus.Ready, review!.Status);
        Assert.Contains(review.Resources, resource => resource is { LogicalId: "Queue", Type: "AWS::SQS::Queue", Action: "Modify", Stack: "" });
        Assert.False(review.NestedEffectsKnown);
        Assert.Equal("change-2", after!.Parameters["Name"]);
        Assert.Null(await Stacks.FindChangeSetAsync(environment, request.Name, Token));
    }

    [Fact]
    public async Task Events_are_read_oldest_first_with_those_of_nested_stacks()
    {
        var environment = await CreateAsync("events");
        var stack = await Stacks.FindAsync(environment, Token);

        var events = await Stacks.ReadEventsAsync(environment, stack!, DateTimeOffset.UnixEpoch, Token);

        Assert.Equal(events.OrderBy(item => item.Time), events);
        Assert.Contains(events, item => item is { Stack: "", Type: "AWS::CloudFormation::Stack", LogicalId: "events" });
        Assert.Empty(await Stacks.ReadEventsAsync(environment, stack!, events[^1].Time.AddSeconds(1), Token));
    }

    private static ChangeSetRequest Request(EnvironmentSettings environment, string name) => new(
        "kayron-1-1", "kayron-1-1", "test", new Uri($"http://localhost/{environment.Bucket}/index.yaml"), [new("Name", name), new("Secret", null)],
        new Dictionary<string, string> { ["environment"] = "testing" }, ["CAPABILITY_IAM"], RoleArn: null, IncludeNestedStacks: true);

    private async Task<EnvironmentSettings> CreateAsync(string name)
    {
        var environment = AwsUnderTest.Environment(stack: name, bucket: $"{name}-bucket");
        await Seed.CreateBucketAsync(environment.Bucket);
        await Seed.PutObjectAsync(environment.Bucket, "leaf.yaml", Leaf);
        await Seed.PutObjectAsync(environment.Bucket, "index.yaml", Root.Replace("CHILD", new Uri(Endpoint, $"{environment.Bucket}/leaf.yaml").AbsoluteUri, StringComparison.Ordinal));
        await Seed.CloudFormationAsync(
            "CreateStack", ("StackName", name), ("TemplateURL", new Uri(Endpoint, $"{environment.Bucket}/index.yaml").AbsoluteUri),
            ("Parameters.member.1.ParameterKey", "Name"), ("Parameters.member.1.ParameterValue", $"{name}-1"),
            ("Tags.member.1.Key", "environment"), ("Tags.member.1.Value", "testing"));
        return environment;
    }
}
