using System.Text;
using Kayron.Sandbox.Aws;
using Kayron.Tests.Support;

namespace Kayron.Tests.Sandbox.Aws;

public sealed class SigningTests
{
    [Fact]
    public async Task A_signature_for_another_secret_is_refused()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client(secret: "wrong");

        Refused(403, "SignatureDoesNotMatch", await client.QueryAsync("sts", "GetCallerIdentity"));
        Refused(403, "SignatureDoesNotMatch", await client.S3Async(HttpMethod.Get, "/"));
        var ecs = await client.EcsAsync("ListClusters", new { });
        Assert.Equal("InvalidSignatureException", ecs.Json.GetProperty("__type").GetString());
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        await using var server = await AwsServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.PostAsync("/", new FormUrlEncodedContent([new("Action", "DescribeStacks")]), TestContext.Current.CancellationToken);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_is_refused()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client(clock: new ManualTime(TimeProvider.System.GetUtcNow().AddHours(-1)));

        Refused(400, "RequestExpired", await client.QueryAsync("sts", "GetCallerIdentity"));
        Refused(403, "RequestTimeTooSkewed", await client.S3Async(HttpMethod.Get, "/"));
    }

    [Fact]
    public async Task A_checksum_that_does_not_fit_the_body_is_refused()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        await client.S3Async(HttpMethod.Put, "/bucket");

        var answer = await client.S3Async(HttpMethod.Put, "/bucket/key", "content", ("x-amz-checksum-crc32", "AAAAAA=="));

        Refused(400, "BadDigest", answer);
    }

    [Theory]
    [InlineData("crc32", "y/Q5Jg==")]
    [InlineData("crc32c", "4waSgw==")]
    [InlineData("crc64nvme", "rosUhgp5mIg=")]
    [InlineData("sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task A_true_checksum_is_accepted_and_given_back(string algorithm, string checksum)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        await client.S3Async(HttpMethod.Put, "/bucket");

        var stored = await client.S3Async(HttpMethod.Put, "/bucket/digits", "123456789", ($"x-amz-checksum-{algorithm}", checksum));
        var read = await client.S3Async(HttpMethod.Get, "/bucket/digits");

        Assert.Equal(200, stored.Status);
        Assert.Equal(checksum, read.Response.Headers.GetValues($"x-amz-checksum-{algorithm}").Single());
    }

    [Fact]
    public async Task Temporary_credentials_act_in_the_account_of_their_role_until_they_expire()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var server = await AwsServer.StartAsync(time);
        server.World.DefineRole("arn:aws:iam::111122223333:role/deploy", "secret");
        server.World.PushImage("api", "v1", account: "111122223333");
        using var own = server.Client(clock: time);

        Refused(403, "AccessDenied", await own.QueryAsync("sts", "AssumeRole", ("RoleArn", "arn:aws:iam::111122223333:role/deploy"), ("RoleSessionName", "kayron")));
        var issued = await own.QueryAsync("sts", "AssumeRole", ("RoleArn", "arn:aws:iam::111122223333:role/deploy"), ("RoleSessionName", "kayron"), ("ExternalId", "secret"));
        using var assumed = server.Client(issued.Element("AccessKeyId")!, issued.Element("SecretAccessKey")!, issued.Element("SessionToken"), time);

        Assert.Equal("111122223333", (await assumed.QueryAsync("sts", "GetCallerIdentity")).Element("Account"));
        Assert.Equal(200, (await assumed.EcrAsync("DescribeImages", new { repositoryName = "api" })).Status);
        Assert.Equal("RepositoryNotFoundException", (await own.EcrAsync("DescribeImages", new { repositoryName = "api" })).Json.GetProperty("__type").GetString());
        using var withoutToken = server.Client(issued.Element("AccessKeyId")!, issued.Element("SecretAccessKey")!, token: null, time);
        Refused(403, "InvalidClientTokenId", await withoutToken.QueryAsync("sts", "GetCallerIdentity"));
        time.Advance(TimeSpan.FromMinutes(61));
        Refused(403, "ExpiredToken", await assumed.QueryAsync("sts", "GetCallerIdentity"));
    }

    [Fact]
    public async Task Chunked_uploads_are_put_together_and_their_trailing_checksum_is_verified()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        await client.S3Async(HttpMethod.Put, "/bucket");
        string Chunked(string checksum) => $"5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:{checksum}\r\n\r\n";

        Assert.Equal(200, (await client.StreamAsync("/bucket/key", Encoding.UTF8.GetBytes(Chunked("DUoRhQ==")))).Status);
        Refused(400, "BadDigest", await client.StreamAsync("/bucket/other", Encoding.UTF8.GetBytes(Chunked("AAAAAA=="))));
        Refused(400, "IncompleteBody", await client.StreamAsync("/bucket/third", "5\r\nhel"u8.ToArray()));

        Assert.Equal("hello world", (await client.S3Async(HttpMethod.Get, "/bucket/key")).Body);
    }

    private static void Refused(int status, string code, WireAnswer answer) => Assert.Equal((status, code), (answer.Status, answer.Element("Code")));
}
