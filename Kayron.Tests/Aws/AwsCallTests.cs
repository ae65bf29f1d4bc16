using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;
using static Kayron.Tests.Support.AwsAnswer;

namespace Kayron.Tests.Aws;

/// <summary>How calls are made, whatever they ask for: signed, retried, counted, bounded, with errors of three kinds.</summary>
public sealed class AwsCallTests
{
    private const string NoStacks = "<Stacks/>";

    [Fact]
    public async Task Throttled_calls_are_tried_again_and_each_try_is_counted()
    {
        await using var fake = await FakeAws.StartAsync();
        var tries = 0;
        fake.On("DescribeStacks", _ => Interlocked.Increment(ref tries) == 1 ? Error(400, "Throttling", "Rate exceeded") : Xml(NoStacks));
        using var aws = new AwsUnderTest(fake.Endpoint);

        await FindAsync(aws, AwsUnderTest.Environment());

        Assert.Equal((1, 1), (aws.Calls("cloudformation", "DescribeStacks", "throttled"), aws.Calls("cloudformation", "DescribeStacks", "ok")));
    }

    [Fact]
    public async Task Calls_are_signed_for_the_region_of_the_environment()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStacks", _ => Xml(NoStacks));
        using var aws = new AwsUnderTest(fake.Endpoint, "KEY");

        await FindAsync(aws, AwsUnderTest.Environment(region: "eu-central-1"));

        Assert.Matches("Credential=KEY/[0-9]{8}/eu-central-1/cloudformation/aws4_request", fake.Calls("DescribeStacks")[0].Authorization);
    }

    [Fact]
    public async Task A_role_is_assumed_once_for_all_its_calls()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStacks", _ => Xml(NoStacks)).On("AssumeRole", _ => Xml(
            "<Credentials><AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>"));
        using var aws = new AwsUnderTest(fake.Endpoint);
        var environment = AwsUnderTest.Environment() with { RoleArn = "arn:aws:iam::210987654321:role/kayron", ExternalId = "acme" };

        await FindAsync(aws, environment);
        await FindAsync(aws, environment);
        await FindAsync(aws, environment with { Name = "staging" });

        var assumed = Assert.Single(fake.Calls("AssumeRole"));
        Assert.Equal(("arn:aws:iam::210987654321:role/kayron", "acme", "kayron"), (assumed["RoleArn"], assumed["ExternalId"], assumed["RoleSessionName"]));
        Assert.All(fake.Calls("DescribeStacks"), call => Assert.Contains("Credential=ASSUMED/", call.Authorization, StringComparison.Ordinal));
        Assert.Equal(1, aws.Calls("sts", "AssumeRole", "ok"));
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_for_a_person_to_mend()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("AssumeRole", _ => Error(403, "AccessDenied", "not authorized to perform sts:AssumeRole"));
        using var aws = new AwsUnderTest(fake.Endpoint);

        var blocked = await Assert.ThrowsAsync<BlockedException>(() => FindAsync(aws, AwsUnderTest.Environment() with { RoleArn = "arn:aws:iam::210987654321:role/kayron" }));

        Assert.Contains("sts:AssumeRole", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up_and_may_answer_next_time()
    {
        await using var fake = await FakeAws.StartAsync();
        var clock = new ManualClock();
        fake.On("DescribeStacks", async (_, aborted) =>
        {
            clock.Expire();
            await Task.Delay(Timeout.Infinite, aborted);
            return Xml(NoStacks);
        });
        using var aws = new AwsUnderTest(fake.Endpoint, clock: clock);

        await Assert.ThrowsAsync<TransientException>(() => FindAsync(aws, AwsUnderTest.Environment()));
    }

    [Fact]
    public async Task Who_gives_up_himself_is_told_so()
    {
        await using var fake = await FakeAws.StartAsync();
        using var giveUp = new CancellationTokenSource();
        fake.On("DescribeStacks", async (_, aborted) =>
        {
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, aborted);
            return Xml(NoStacks);
        });
        using var aws = new AwsUnderTest(fake.Endpoint);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aws.Adapters.Stacks.FindAsync(AwsUnderTest.Environment(), giveUp.Token));
    }

    [Fact]
    public async Task An_answer_that_is_none_is_no_stack_gone()
    {
        await using var fake = await FakeAws.StartAsync();
        fake.On("DescribeStacks", _ => new AwsAnswer(200, "<html>proxy"));
        using var aws = new AwsUnderTest(fake.Endpoint);

        await Assert.ThrowsAsync<TransientException>(() => FindAsync(aws, AwsUnderTest.Environment()));
    }

    private static Task FindAsync(AwsUnderTest aws, EnvironmentSettings environment) => aws.Adapters.Stacks.FindAsync(environment, TestContext.Current.CancellationToken);
}
