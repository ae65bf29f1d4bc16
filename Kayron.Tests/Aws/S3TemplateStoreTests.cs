using System.Text;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

public sealed class S3TemplateStoreTests(MotoServer moto) : MotoTest(moto)
{
    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task An_object_is_stored_where_its_address_says()
    {
        var environment = AwsUnderTest.Environment(bucket: "store");
        await Seed.CreateBucketAsync("store");

        await Adapters.Templates.PutAsync(environment, "testing/1/a b.yaml", Bytes("Resources: {}"), Token);

        using var http = new HttpClient();
        Assert.Equal(new Uri(Endpoint, "store/testing/1/a%20b.yaml"), Adapters.Templates.UrlOf(environment, "testing/1/a b.yaml"));
        Assert.Equal("Resources: {}", await Seed.GetObjectAsync("store", "testing/1/a%20b.yaml"));
    }

    [Fact]
    public async Task What_is_there_is_never_overwritten()
    {
        var environment = AwsUnderTest.Environment(bucket: "kept");
        await Seed.CreateBucketAsync("kept");
        await Seed.PutObjectAsync("kept", "key", "first");

        await Adapters.Templates.PutAsync(environment, "key", Bytes("second"), Token);

        Assert.Equal("first", await Seed.GetObjectAsync("kept", "key"));
        Assert.Equal(1, Aws.Calls("s3", "PutObject", "not-modified"));
    }

    [Fact]
    public async Task What_this_process_stored_is_not_asked_for_again()
    {
        var environment = AwsUnderTest.Environment(bucket: "once");
        await Seed.CreateBucketAsync("once");

        await Adapters.Templates.PutAsync(environment, "key", Bytes("content"), Token);
        await Adapters.Templates.PutAsync(environment, "key", Bytes("content"), Token);

        Assert.Equal(1, Aws.Calls("s3", "PutObject"));
    }

    [Fact]
    public async Task A_missing_bucket_is_for_a_person_to_mend()
    {
        var blocked = await Assert.ThrowsAsync<BlockedException>(() => Adapters.Templates.PutAsync(AwsUnderTest.Environment(bucket: "nowhere"), "key", Bytes("content"), Token));

        Assert.Contains("bucket does not exist", blocked.Message, StringComparison.Ordinal);
    }
}
