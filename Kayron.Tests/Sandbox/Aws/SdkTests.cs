using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>The AWS SDK for .NET signs and frames uploads in ways of its own; it is what Kayron itself uses.</summary>
public sealed class SdkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_SDK_uploads_in_signed_chunks_or_in_one_piece(bool chunked)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = S3(server);
        var content = new string('x', 200_000);
        await client.PutBucketAsync("bucket", TestContext.Current.CancellationToken);

        await client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "a b/ü.txt", ContentBody = content, UseChunkEncoding = chunked }, TestContext.Current.CancellationToken);

        using var read = await client.GetObjectAsync("bucket", "a b/ü.txt", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(read.ResponseStream);
        Assert.Equal(content, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_SDK_sees_the_typed_errors()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = S3(server);
        await client.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "x" }, TestContext.Current.CancellationToken);

        var exists = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "y", IfNoneMatch = "*" }, TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "PreconditionFailed"), (exists.StatusCode, exists.ErrorCode));
        await Assert.ThrowsAsync<NoSuchKeyException>(() => client.GetObjectAsync("bucket", "none", TestContext.Current.CancellationToken));
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.GetObjectAsync("none", "none", TestContext.Current.CancellationToken));
        Assert.Equal("NoSuchBucket", missing.ErrorCode);
    }

    [Fact]
    public async Task The_SDK_assumes_a_role()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = new AmazonSecurityTokenServiceClient(new BasicAWSCredentials("sandbox", "sandbox"), new AmazonSecurityTokenServiceConfig { ServiceURL = server.Address.ToString(), AuthenticationRegion = "us-west-2" });

        var assumed = await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::111122223333:role/deploy", RoleSessionName = "kayron" }, TestContext.Current.CancellationToken);

        using var assuming = new AmazonSecurityTokenServiceClient(assumed.Credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = server.Address.ToString(), AuthenticationRegion = "us-west-2" });
        Assert.Equal("111122223333", (await assuming.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Account);
    }

    private static AmazonS3Client S3(AwsServer server) =>
        new(new BasicAWSCredentials("sandbox", "sandbox"), new AmazonS3Config { ServiceURL = server.Address.ToString(), AuthenticationRegion = "us-west-2", ForcePathStyle = true, MaxErrorRetry = 0 });
}
