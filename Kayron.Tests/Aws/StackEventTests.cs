using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using static Kayron.Tests.Support.AwsAnswer;

namespace Kayron.Tests.Aws;

public sealed class StackEventTests
{
    private const string Root = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme/1";
    private const string Network = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme-Network/2";
    private const string Zones = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme-Zones/3";
    private static readonly StackState Stack = new(Root, "acme", "123456789012", "UPDATE_IN_PROGRESS", null, null, null, new Dictionary<string, string>(), new Dictionary<string, string>(), [], null);

    [Fact]
    public async Task Events_of_nested_stacks_are_woven_in_under_their_paths()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStackEvents", call => Xml(call["StackName"] switch
        {
            Root => Events(Event(7, "acme", Root), Event(3, "Network", Network), Event(2, "Network", ""), Event(1, "acme", Root)),
            Network => Events(Event(6, "Zones", Zones), Event(4, "acme-Network", Network)),
            _ => Events(Event(5, "Zone", "Z1", "AWS::Route53::HostedZone")),
        }));

        var events = await ReadAsync(fake, since: 0);

        Assert.Equal(["1:/acme", "2:/Network", "3:/Network", "4:Network/acme-Network", "5:Network/Zones/Zone", "6:Network/Zones", "7:/acme"], events.Select(Line));
        Assert.Equal("token", events[0].ClientToken);
    }

    [Fact]
    public async Task Reading_ends_where_older_events_begin()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStackEvents", call => Xml(call["NextToken"] switch
        {
            null => Events(Event(9, "acme", Root), Event(8, "Queue", "q")) + "<NextToken>2</NextToken>",
            "2" => Events(Event(7, "Queue", "q"), Event(6, "Network", Network)) + "<NextToken>3</NextToken>",
            _ => throw new InvalidOperationException("read on"),
        }));

        var events = await ReadAsync(fake, since: 7);

        Assert.Equal(["7:/Queue", "8:/Queue", "9:/acme"], events.Select(Line));
        Assert.Equal(2, fake.Calls("DescribeStackEvents").Count);
    }

    [Fact]
    public async Task A_nested_stack_that_vanished_meanwhile_is_left_out()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStackEvents", call => call["StackName"] == Root ? Xml(Events(Event(1, "Network", Network))) : Error(400, "ValidationError", "Stack [acme-Network] does not exist"));

        Assert.Single(await ReadAsync(fake, since: 0));
    }

    private static async Task<IReadOnlyList<StackEvent>> ReadAsync(FakeAws fake, int since)
    {
        using var aws = new AwsUnderTest(fake.Endpoint);
        return await aws.Adapters.Stacks.ReadEventsAsync(AwsUnderTest.Environment(), Stack, At(since), TestContext.Current.CancellationToken);
    }

    private static string Line(StackEvent item) => $"{item.Time.Second}:{item.Stack}/{item.LogicalId}";

    private static DateTimeOffset At(int second) => new(2026, 1, 1, 0, 0, second, TimeSpan.Zero);

    private static string Events(params string[] newestFirst) => $"<StackEvents>{string.Concat(newestFirst)}</StackEvents>";

    private static string Event(int second, string logicalId, string physicalId, string? type = null) =>
        $"<member><EventId>{logicalId}-{second}</EventId><StackId>x</StackId><LogicalResourceId>{logicalId}</LogicalResourceId><PhysicalResourceId>{physicalId}</PhysicalResourceId>"
        + $"<ResourceType>{type ?? (physicalId == "q" ? "AWS::SQS::Queue" : "AWS::CloudFormation::Stack")}</ResourceType><Timestamp>{At(second):yyyy-MM-ddTHH:mm:ss.fffZ}</Timestamp>"
        + "<ResourceStatus>UPDATE_IN_PROGRESS</ResourceStatus><ClientRequestToken>token</ClientRequestToken></member>";
}
