using System.Text.Json;

namespace Kayron.Tests.Sandbox.Aws;

public sealed class RegistryTests
{
    [Fact]
    public async Task Pushing_a_tag_again_moves_it_and_leaves_the_old_image_untagged()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();

        var first = server.World.PushImage("api", "v1");
        var second = server.World.PushImage("api", "v1");

        Assert.NotEqual(first, second);
        var tagged = (await client.EcrAsync("DescribeImages", new { repositoryName = "api", imageIds = new[] { new { imageTag = "v1" } } })).Json.GetProperty("imageDetails")[0];
        Assert.Equal(second, tagged.GetProperty("imageDigest").GetString());
        var untagged = (await client.EcrAsync("ListImages", new { repositoryName = "api", filter = new { tagStatus = "UNTAGGED" } })).Json.GetProperty("imageIds");
        Assert.Equal(first, untagged.EnumerateArray().Single().GetProperty("imageDigest").GetString());
    }

    [Fact]
    public async Task An_index_protects_its_children_until_it_is_gone()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        server.World.PushImage("api", "v1", platforms: ["linux/amd64", "linux/arm64"]);
        var manifest = (await client.EcrAsync("BatchGetImage", new { repositoryName = "api", imageIds = new[] { new { imageTag = "v1" } } })).Json.GetProperty("images")[0].GetProperty("imageManifest").GetString()!;
        var children = JsonDocument.Parse(manifest).RootElement.GetProperty("manifests").EnumerateArray().Select(child => child.GetProperty("digest").GetString()!).ToList();
        Task<WireAnswer> DeleteAsync() => client.EcrAsync("BatchDeleteImage", new { repositoryName = "api", imageIds = children.Select(digest => new { imageDigest = digest }) });

        var refused = (await DeleteAsync()).Json.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("failureCode").GetString());
        await client.EcrAsync("BatchDeleteImage", new { repositoryName = "api", imageIds = new[] { new { imageTag = "v1" } } });
        var deleted = (await DeleteAsync()).Json.GetProperty("imageIds").GetArrayLength();

        Assert.Equal(["ImageReferencedByManifestList", "ImageReferencedByManifestList"], refused);
        Assert.Equal(2, deleted);
    }

    [Fact]
    public async Task An_immutable_repository_keeps_its_tags_where_they_are()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        await client.EcrAsync("CreateRepository", new { repositoryName = "api", imageTagMutability = "IMMUTABLE" });
        Task<WireAnswer> PutAsync(string content) => client.EcrAsync("PutImage", new { repositoryName = "api", imageTag = "v1", imageManifest = JsonSerializer.Serialize(new { schemaVersion = 2, layers = Array.Empty<object>(), annotations = new { content } }) });

        Assert.Equal(200, (await PutAsync("one")).Status);
        Assert.Equal("ImageAlreadyExistsException", (await PutAsync("one")).Json.GetProperty("__type").GetString());
        Assert.Equal("ImageTagAlreadyExistsException", (await PutAsync("two")).Json.GetProperty("__type").GetString());
    }
}
