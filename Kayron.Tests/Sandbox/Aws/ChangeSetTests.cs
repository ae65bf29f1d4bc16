namespace Kayron.Tests.Sandbox.Aws;

public sealed class ChangeSetTests
{
    [Fact]
    public async Task A_change_set_takes_a_moment_and_then_shows_the_nested_changes()
    {
        await using var world = await UpdatingWorld.StartAsync();

        await CreateAsync(world, "next");
        Assert.Equal("CREATE_PENDING", await StatusAsync(world, "next"));
        world.Pass(1);
        Assert.Equal("CREATE_IN_PROGRESS", await StatusAsync(world, "next"));
        world.Pass(2);
        var root = await DescribeAsync(world, "next");

        Assert.Equal("CREATE_COMPLETE", root.Element("Status"));
        Assert.Equal(["Api"], root.Elements("LogicalResourceId"));
        var nested = await world.Client.CloudFormationAsync("DescribeChangeSet", ("ChangeSetName", NestedId(root)), ("IncludePropertyValues", "true"));
        Assert.Equal(["Service", "TaskDefinition"], nested.Elements("LogicalResourceId"));
        Assert.Equal(["False", "True"], nested.Elements("Replacement"));
        Assert.Equal(["Dynamic", "Static"], nested.Elements("Evaluation"));
        Assert.Equal(["ResourceReference", "ParameterReference"], nested.Elements("ChangeSource"));
        Assert.Equal(["TaskDefinition", "ApiVersion"], nested.Elements("CausingEntity"));
        Assert.Equal("{{changeSet:KNOWN_AFTER_APPLY}}", nested.Elements("AfterValue")[0]);
        Assert.Equal("/Properties/ContainerDefinitions/0/Image", nested.Elements("Path")[1]);
        Assert.EndsWith("/api:v1.0.0", nested.Elements("BeforeValue")[1]);
    }

    [Fact]
    public async Task Without_property_values_none_are_shown()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "next");
        world.Pass(3);

        var answer = await world.Client.CloudFormationAsync("DescribeChangeSet", ("StackName", AcmeStack.Name), ("ChangeSetName", "next"));

        Assert.Empty(answer.Elements("BeforeContext"));
        Assert.Empty(answer.Elements("AfterValue"));
        Assert.Single(answer.Elements("CausingEntity"));
    }

    [Fact]
    public async Task Without_nested_change_sets_every_nested_stack_may_change()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "shallow", apiVersion: null, nested: false);
        world.Pass(3);

        var answer = await DescribeAsync(world, "shallow");

        Assert.Equal("CREATE_COMPLETE", answer.Element("Status"));
        Assert.Equal(["Api"], answer.Elements("LogicalResourceId"));
        Assert.Equal(["Automatic"], answer.Elements("ChangeSource"));
    }

    [Fact]
    public async Task A_change_set_without_changes_fails_with_the_words_of_CloudFormation()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "nothing", apiVersion: null);
        world.Pass(3);

        var answer = await DescribeAsync(world, "nothing");

        Assert.Equal(("FAILED", "UNAVAILABLE"), (answer.Element("Status"), answer.Element("ExecutionStatus")));
        Assert.Equal("The submitted information didn't contain changes. Submit different information to create a change set.", answer.Element("StatusReason"));
    }

    [Fact]
    public async Task Executing_one_deletes_the_others_and_applies_what_was_captured()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "first");
        await CreateAsync(world, "second");
        world.Pass(3);
        AcmeStack.Put(world.World, "service.yaml", AcmeStack.Service.Replace("Cpu: \"256\"", "Cpu: \"1024\""));

        Assert.Equal(200, (await ExecuteAsync(world, "first")).Status);
        Assert.Equal("ChangeSetNotFound", (await DescribeAsync(world, "second")).Element("Code"));
        world.Pass(60);

        Assert.Equal("UPDATE_COMPLETE", await world.StatusAsync());
        var definition = await world.Client.EcsAsync("DescribeTaskDefinition", new { taskDefinition = "api-testing" });
        Assert.Equal("256", definition.Json.GetProperty("taskDefinition").GetProperty("cpu").GetString());
        Assert.Equal("EXECUTE_COMPLETE", (await DescribeAsync(world, "first")).Element("ExecutionStatus"));
    }

    [Fact]
    public async Task It_cannot_be_executed_while_the_stack_is_on_its_way_but_the_same_token_may_repeat()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "next");
        world.Pass(3);
        await ExecuteAsync(world, "next", "token");

        Assert.Equal(200, (await ExecuteAsync(world, "next", "token")).Status);
        Assert.Equal("InvalidChangeSetStatus", (await ExecuteAsync(world, "next", "other")).Element("Code"));
    }

    [Fact]
    public async Task Deleting_the_root_deletes_the_nested_ones()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "next");
        world.Pass(3);
        var nested = NestedId(await DescribeAsync(world, "next"));

        Assert.Equal(200, (await world.Client.CloudFormationAsync("DeleteChangeSet", ("StackName", AcmeStack.Name), ("ChangeSetName", "next"))).Status);

        Assert.Equal("ChangeSetNotFound", (await world.Client.CloudFormationAsync("DescribeChangeSet", ("ChangeSetName", nested))).Element("Code"));
    }

    [Fact]
    public async Task A_database_that_would_be_replaced_or_removed_says_so_and_keeps_its_secret()
    {
        await using var world = await UpdatingWorld.StartAsync("production");
        AcmeStack.Put(world.World, "replacing.yaml", AcmeStack.Root.Replace("MasterUsername: acme", "MasterUsername: other"));
        AcmeStack.Put(world.World, "removing.yaml", AcmeStack.Root.Replace("Condition: IsProduction", "Condition: Never").Replace("Conditions:", "Conditions:\n  Never: !Equals [a, b]"));

        await CreateAsync(world, "replacing", template: "replacing.yaml");
        await CreateAsync(world, "removing", template: "removing.yaml");
        world.Pass(3);

        var replacing = await DescribeAsync(world, "replacing");
        Assert.Contains("ReplaceAndDelete", replacing.Elements("PolicyAction"));
        Assert.Contains("True", replacing.Elements("Replacement"));
        Assert.DoesNotContain("hunter22", replacing.Body);
        var removing = await DescribeAsync(world, "removing");
        Assert.Contains("Remove", removing.Elements("Action"));
        Assert.Contains("Snapshot", removing.Elements("PolicyAction"));
    }

    [Fact]
    public async Task A_change_of_the_stacks_tags_reaches_every_resource()
    {
        await using var world = await UpdatingWorld.StartAsync();
        await CreateAsync(world, "tags", apiVersion: null, extra: [("Tags.member.1.Key", "environment"), ("Tags.member.1.Value", "testing"), ("Tags.member.2.Key", "owner"), ("Tags.member.2.Value", "platform")]);
        world.Pass(3);

        var answer = await DescribeAsync(world, "tags");

        Assert.Equal(["Api", "Cluster"], answer.Elements("LogicalResourceId"));
        Assert.Contains("Tags", answer.Elements("Attribute"));
    }

    private static async Task CreateAsync(UpdatingWorld world, string name, string? apiVersion = "v2.0.0", bool nested = true, string? template = null, IReadOnlyList<(string, string)>? extra = null)
    {
        var answer = await world.Client.CloudFormationAsync("CreateChangeSet",
        [
            ("StackName", AcmeStack.Name), ("ChangeSetName", name), ("IncludeNestedStacks", nested ? "true" : "false"),
            template is null ? ("UsePreviousTemplate", "true") : ("TemplateURL", new Uri(world.Server.Address, $"{AwsServer.Bucket}/{template}").ToString()),
            ("Parameters.member.1.ParameterKey", "Environment"), ("Parameters.member.1.UsePreviousValue", "true"),
            ("Parameters.member.2.ParameterKey", "ApiVersion"), apiVersion is null ? ("Parameters.member.2.UsePreviousValue", "true") : ("Parameters.member.2.ParameterValue", apiVersion),
            .. extra ?? [],
        ]);
        Assert.True(answer.Status == 200, answer.Body);
    }

    private static Task<WireAnswer> DescribeAsync(UpdatingWorld world, string name) =>
        world.Client.CloudFormationAsync("DescribeChangeSet", ("StackName", AcmeStack.Name), ("ChangeSetName", name), ("IncludePropertyValues", "true"));

    private static async Task<string> StatusAsync(UpdatingWorld world, string name) => (await DescribeAsync(world, name)).Element("Status")!;

    private static Task<WireAnswer> ExecuteAsync(UpdatingWorld world, string name, string token = "execute") =>
        world.Client.CloudFormationAsync("ExecuteChangeSet", ("StackName", AcmeStack.Name), ("ChangeSetName", name), ("ClientRequestToken", token));

    private static string NestedId(WireAnswer root) =>
        root.Xml.Descendants().Where(element => element.Name.LocalName == "ResourceChange").SelectMany(change => change.Elements()).First(element => element.Name.LocalName == "ChangeSetId").Value;
}
