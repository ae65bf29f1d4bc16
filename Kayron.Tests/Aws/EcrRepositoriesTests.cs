using System.Text.Json;
using Kayron.Core.Images;
using Kayron.Core.Reconcile;
using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

public sealed class EcrRepositoriesTests(MotoServer moto) : MotoTest(moto)
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json", IndexType = "application/vnd.oci.image.index.v1+json";

    [Fact]
    public async Task A_repository_is_read_with_tags_times_and_what_indexes_refer_to()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "read" });
        var part = await PushAsync("read", null, "part");
        var index = await PushAsync("read", "v1.0.0", new { schemaVersion = 2, mediaType = IndexType, manifests = new[] { new { mediaType = ManifestType, size = 1, digest = part } } }, IndexType);

        var images = (await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "read", Token))!;
        await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "read", Token);

        var read = images.Single(image => image.Digest == index);
        Assert.Equal(["v1.0.0"], read.Tags);
        Assert.Equal([part], read.Children);
        Assert.NotNull(read.PushedAt);
        Assert.Empty(images.Single(image => image.Digest == part).Tags);
        Assert.Equal(1, Aws.Calls("ecr", "BatchGetImage"));
        Assert.Null(await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "nowhere", Token));
    }

    [Fact]
    public async Task Images_go_with_their_last_tag_and_untagged_ones_by_digest()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "delete" });
        await PushAsync("delete", "v1.0.0", "one");
        await PushAsync("delete", null, "untagged");
        await PushAsync("delete", "v3.0.0", "three");
        var images = (await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "delete", Token))!;

        var failures = await Adapters.ImageRepositories.DeleteAsync(AwsUnderTest.Environment(), "delete", [.. images.Where(image => !image.Tags.Contains("v3.0.0"))], Token);

        Assert.Empty(failures);
        Assert.Equal(["v3.0.0"], (await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "delete", Token))!.Select(image => image.Tags.Single()));
    }

    [Fact]
    public async Task What_is_gone_already_is_no_failure_and_a_tag_that_moved_on_stays()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "moved" });
        var old = await PushAsync("moved", "v1.0.0", "old");
        var young = await PushAsync("moved", "v1.0.0", "young");

        var failures = await Adapters.ImageRepositories.DeleteAsync(
            AwsUnderTest.Environment(), "moved", [new StoredImage(old, ["v1.0.0"], null, 1, []), new StoredImage($"sha256:{new string('0', 64)}", [], null, 1, [])], Token);

        Assert.All(failures, failure => Assert.Equal("ImageTagDoesNotMatchDigest", failure.Code));
        Assert.Equal(["v1.0.0"], (await Adapters.ImageRepositories.ReadAsync(AwsUnderTest.Environment(), "moved", Token))!.Single(image => image.Digest == young).Tags);
    }

    [Fact]
    public async Task Everything_that_runs_in_the_account_is_seen_whatever_its_tags()
    {
        await Seed.EcsAsync("CreateCluster", new { clusterName = "seen" });
        await Seed.EcsAsync("RegisterTaskDefinition", new { family = "seen", containerDefinitions = new[] { new { name = "seen", image = "registry/seen:v1.0.0", memory = 64 }, new { name = "proxy", image = "registry/proxy:v2", memory = 64 } } });
        await Seed.EcsAsync("CreateService", new { cluster = "seen", serviceName = "seen", taskDefinition = "seen", desiredCount = 0 });

        var images = await Adapters.RunningImages.ReadAsync(AwsUnderTest.Environment("no-such-environment"), Token);

        Assert.Equal(["registry/proxy:v2", "registry/seen:v1.0.0"], images.Where(image => image.Cluster == "seen").Select(image => image.Image).Order(StringComparer.Ordinal));
    }

    private Task<string> PushAsync(string repository, string? tag, string content) => PushAsync(
        repository, tag, new { schemaVersion = 2, mediaType = ManifestType, config = new { mediaType = "application/vnd.oci.image.config.v1+json", size = 1, digest = "sha256:config" }, layers = new[] { new { size = 1, digest = $"sha256:{content}" } } }, ManifestType);

    private async Task<string> PushAsync(string repository, string? tag, object manifest, string type)
    {
        var answer = await Seed.EcrAsync("PutImage", new { repositoryName = repository, imageTag = tag, imageManifest = JsonSerializer.Serialize(manifest), imageManifestMediaType = type });
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("image").GetProperty("imageId").GetProperty("imageDigest").GetString()!;
    }
}
