using System.Text.Json;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>botocore checks the emulated AWS from the other side: its parsers and waiters are AWS's own.</summary>
public sealed class BotocoreTests
{
    [Fact]
    public async Task Boto3_drives_every_service_as_it_drives_AWS()
    {
        await using var server = await AwsServer.StartAsync();
        AcmeStack.Seed(server.World);
        server.World.DefineRole("arn:aws:iam::999988887777:role/deploy", "secret");
        var digest = server.World.PushImage("api", "v2.0.0", platforms: ["linux/amd64", "linux/arm64"]);

        var seen = await DriveAsync(server.Address);

        Assert.Equal("123456789012", seen.GetProperty("account").GetString());
        Assert.Equal("arn:aws:sts::999988887777:assumed-role/deploy/kayron", seen.GetProperty("assumed").GetString());
        Assert.Equal("AccessDenied", seen.GetProperty("external_id").GetString());
        Same("""["SignatureDoesNotMatch","InvalidSignatureException","SignatureDoesNotMatch"]""", seen, "wrong_secret");
        Same("""["InvalidClientTokenId","UnrecognizedClientException","InvalidAccessKeyId"]""", seen, "unknown_key");
        Same("""["hello",{"owner":"me"},"\u00225d41402abc4b2a76b9719d911017c592\u0022",true]""", seen, "object");
        Same("[2,2,1]", seen, "pages");
        Same("[]", seen, "left");
        Assert.Equal("hello", seen.GetProperty("presigned").GetString());
        Assert.Equal("PreconditionFailed", seen.GetProperty("only_once").GetString());
        Assert.Equal("****", seen.GetProperty("parameters").GetProperty("DatabasePassword").GetString());
        Same("""["FAILED","The submitted information didn\u0027t contain changes. Submit different information to create a change set."]""", seen, "nothing");
        Assert.True(seen.GetProperty("idempotent").GetBoolean());
        Same("""["next"]""", seen, "change_sets_left");
        Same($$"""["{{digest}}"]""", seen, "digests");
        Same("""["ACTIVE",2,["COMPLETED"],{"environment":"testing","service":"api"}]""", seen, "service");
        Assert.Equal("ImageReferencedByManifestList", seen.GetProperty("child").GetString());
        Assert.Equal("ImageTagDoesNotMatchDigest", seen.GetProperty("moved_tag").GetString());
        Assert.Equal("InvalidParameterException", seen.GetProperty("too_many_images").GetString());
        Same("[true,true]", seen, "listed");
        Same("[2,0]", seen, "orphans");
        Same("""["arn:aws:ecs:us-west-2:123456789012:service/acme-testing/api-testing"]""", seen, "tagged");
        Assert.Equal(2, seen.GetProperty("tagged_stacks").GetInt32());
        Assert.Equal("InvalidAction", seen.GetProperty("unknown_operation").GetString());
    }

    private static void Same(string expected, JsonElement seen, string name) => Assert.Equal(expected, JsonSerializer.Serialize(seen.GetProperty(name)));

    private static async Task<JsonElement> DriveAsync(Uri endpoint)
    {
        var output = await Tools.RunAsync("python3", [Path.Combine(AppContext.BaseDirectory, "Sandbox", "Aws", "botocore", "drive.py"), endpoint.ToString().TrimEnd('/')], "No module named 'boto");
        return JsonDocument.Parse(output).RootElement;
    }
}
