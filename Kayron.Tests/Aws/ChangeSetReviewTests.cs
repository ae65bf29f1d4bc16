using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using static Kayron.Tests.Support.AwsAnswer;

namespace Kayron.Tests.Aws;

/// <summary>What a change set says, in all the states that CloudFormation knows and moto does not.</summary>
public sealed class ChangeSetReviewTests : IAsyncLifetime
{
    private FakeAws _fake = null!;
    private AwsUnderTest _aws = null!;

    public async ValueTask InitializeAsync() => (_fake, _aws) = (await FakeAws.StartAsync(), null!);

    public async ValueTask DisposeAsync()
    {
        _aws?.Dispose();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Nested_change_sets_are_followed_to_any_depth_and_over_all_pages()
    {
        Answer(
            ("kayron-1-1", null, ChangeSet("CREATE_COMPLETE", "AVAILABLE", Change("Queue", "AWS::SQS::Queue") + "<NextToken>2</NextToken>")),
            ("kayron-1-1", "2", ChangeSet("CREATE_COMPLETE", "AVAILABLE", Change("Network", "AWS::CloudFormation::Stack", Arn("network")))),
            (Arn("network"), null, ChangeSet("CREATE_COMPLETE", "UNAVAILABLE", Change("Zones", "AWS::CloudFormation::Stack", Arn("zones")))),
            (Arn("zones"), null, ChangeSet("CREATE_COMPLETE", "UNAVAILABLE", Change("Zone", "AWS::Route53::HostedZone"))));

        var review = await FindAsync();

        Assert.Equal((ChangeSetStatus.Ready, true), (review!.Status, review.NestedEffectsKnown));
        Assert.Equal(["/Queue", "/Network", "Network/Zones", "Network/Zones/Zone"], review.Resources.Select(resource => $"{resource.Stack}/{resource.LogicalId}"));
    }

    [Fact]
    public async Task A_change_is_read_with_what_it_would_do_to_which_property()
    {
        Answer(("kayron-1-1", null, ChangeSet("CREATE_COMPLETE", "AVAILABLE", """
            <Changes><member><Type>Resource</Type><ResourceChange><Action>Modify</Action><LogicalResourceId>Db</LogicalResourceId><PhysicalResourceId>db-1</PhysicalResourceId>
            <ResourceType>AWS::RDS::DBInstance</ResourceType><Replacement>Conditional</Replacement><PolicyAction>ReplaceAndSnapshot</PolicyAction><Scope><member>Properties</member></Scope>
            <Details><member><Target><Attribute>Properties</Attribute><Name>Engine</Name><RequiresRecreation>Always</RequiresRecreation><BeforeValue>a &amp; b</BeforeValue><AfterValue/></Target>
            <Evaluation>Dynamic</Evaluation><ChangeSource>ParameterReference</ChangeSource><CausingEntity>Engine</CausingEntity></member></Details></ResourceChange></member></Changes>
            """)));

        var change = Assert.Single((await FindAsync())!.Resources);

        Assert.Equal(("Db", "db-1", "AWS::RDS::DBInstance", "Modify", "Conditional", "ReplaceAndSnapshot"), (change.LogicalId, change.PhysicalId, change.Type, change.Action, change.Replacement, change.PolicyAction));
        Assert.Equal(new PropertyChange("Properties", "Engine", "Dynamic", "Always", "ParameterReference", "Engine", "a & b", ""), Assert.Single(change.Details));
        Assert.Equal("true", _fake.Calls("DescribeChangeSet")[0]["IncludePropertyValues"]);
    }

    [Theory]
    [InlineData("CREATE_PENDING", "UNAVAILABLE", ChangeSetStatus.Pending)]
    [InlineData("CREATE_IN_PROGRESS", "UNAVAILABLE", ChangeSetStatus.Pending)]
    [InlineData("CREATE_COMPLETE", "UNAVAILABLE", ChangeSetStatus.Pending)]
    [InlineData("CREATE_COMPLETE", "AVAILABLE", ChangeSetStatus.Ready)]
    [InlineData("CREATE_COMPLETE", "OBSOLETE", ChangeSetStatus.Obsolete)]
    [InlineData("CREATE_COMPLETE", "EXECUTE_IN_PROGRESS", ChangeSetStatus.Executed)]
    [InlineData("CREATE_COMPLETE", "EXECUTE_COMPLETE", ChangeSetStatus.Executed)]
    [InlineData("CREATE_COMPLETE", "EXECUTE_FAILED", ChangeSetStatus.Executed)]
    [InlineData("FAILED", "UNAVAILABLE", ChangeSetStatus.Failed)]
    public async Task States_mean_what_can_be_done_with_it(string status, string executionStatus, ChangeSetStatus expected)
    {
        Answer(("kayron-1-1", null, ChangeSet(status, executionStatus, "")));

        Assert.Equal(expected, (await FindAsync())!.Status);
    }

    [Theory]
    [InlineData("DELETE_PENDING")]
    [InlineData("DELETE_IN_PROGRESS")]
    [InlineData("DELETE_COMPLETE")]
    public async Task One_that_is_being_deleted_is_gone(string status)
    {
        Answer(("kayron-1-1", null, ChangeSet(status, "UNAVAILABLE", "")));

        Assert.Null(await FindAsync());
    }

    [Theory]
    [InlineData("The submitted information didn't contain changes. Submit different information to create a change set.")]
    [InlineData("No updates are to be performed.")]
    public async Task One_that_failed_for_lack_of_changes_is_empty(string reason)
    {
        Answer(("kayron-1-1", null, ChangeSet("FAILED", "UNAVAILABLE", "", reason)));

        Assert.Equal(ChangeSetStatus.Empty, (await FindAsync())!.Status);
    }

    [Fact]
    public async Task The_failure_of_a_nested_one_is_quoted_from_where_it_happened()
    {
        Answer(
            ("kayron-1-1", null, ChangeSet("FAILED", "UNAVAILABLE", "", $"Nested change set {Arn("network")} was not successfully created: Currently in FAILED.")),
            (Arn("network"), null, ChangeSet("FAILED", "UNAVAILABLE", "", $"Nested change set {Arn("zones")} was not successfully created: Currently in FAILED.")),
            (Arn("zones"), null, ChangeSet("FAILED", "UNAVAILABLE", "", "Parameters: [Zone] must have values")));

        var review = await FindAsync();

        Assert.Equal((ChangeSetStatus.Failed, false), (review!.Status, review.NestedEffectsKnown));
        Assert.EndsWith("kayron-zones: Parameters: [Zone] must have values", review.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nested_one_that_is_still_made_keeps_the_whole_pending()
    {
        Answer(
            ("kayron-1-1", null, ChangeSet("CREATE_COMPLETE", "AVAILABLE", Change("Network", "AWS::CloudFormation::Stack", Arn("network")))),
            (Arn("network"), null, ChangeSet("CREATE_IN_PROGRESS", "UNAVAILABLE", "")));

        Assert.Equal(ChangeSetStatus.Pending, (await FindAsync())!.Status);
    }

    [Fact]
    public async Task Without_a_nested_one_its_effects_are_unknown()
    {
        Answer(("kayron-1-1", null, ChangeSet("CREATE_COMPLETE", "AVAILABLE", Change("Network", "AWS::CloudFormation::Stack"))));

        Assert.False((await FindAsync())!.NestedEffectsKnown);
    }

    private Task<ChangeSetState?> FindAsync() => _aws.Adapters.Stacks.FindChangeSetAsync(AwsUnderTest.Environment(), "kayron-1-1", TestContext.Current.CancellationToken);

    private void Answer(params (string Name, string? Page, string Answer)[] pages)
    {
        _aws = new AwsUnderTest(_fake.Endpoint);
        _fake.On("DescribeChangeSet", call => pages.Where(page => page.Name == call["ChangeSetName"] && page.Page == call["NextToken"]).Select(page => Xml(page.Answer)).FirstOrDefault()
            ?? Error(404, "ChangeSetNotFound", "gone"));
    }

    private static string Arn(string stack) => $"arn:aws:cloudformation:us-west-2:123456789012:changeSet/kayron-{stack}/0000-1111";

    private static string ChangeSet(string status, string executionStatus, string changes, string? reason = null) =>
        $"<ChangeSetId>id</ChangeSetId><ChangeSetName>kayron-1-1</ChangeSetName><Status>{status}</Status><ExecutionStatus>{executionStatus}</ExecutionStatus><StatusReason>{reason}</StatusReason>{changes}";

    private static string Change(string logicalId, string type, string? nested = null) =>
        $"<Changes><member><Type>Resource</Type><ResourceChange><Action>Modify</Action><LogicalResourceId>{logicalId}</LogicalResourceId><ResourceType>{type}</ResourceType>{(nested is null ? "" : $"<ChangeSetId>{nested}</ChangeSetId>")}</ResourceChange></member></Changes>";
}
