using System.Text.Json;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

public sealed class EcrImagesTests(MotoServer moto) : MotoTest(moto)
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    [Fact]
    public async Task A_repository_that_does_not_exist_is_told_from_an_image_that_does_not()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "empty" });

        Assert.IsType<ImageLookup.NoRepository>(await FindAsync("nowhere", "v1.0.0"));
        Assert.IsType<ImageLookup.Missing>(await FindAsync("empty", "v1.0.0"));
    }

    [Fact]
    public async Task An_image_of_one_platform_runs_by_its_own_digest()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "single" });
        var digest = await PushAsync("single", "v1.0.0", ManifestType, Manifest("amd64"));

        var image = Assert.IsType<ImageLookup.Found>(await FindAsync("single", "v1.0.0"));

        Assert.Equal(digest, image.Digest);
        Assert.Equal([digest], image.Manifests);
    }

    [Fact]
    public async Task An_index_runs_by_the_digest_of_any_of_its_manifests_and_is_read_once()
    {
        await Seed.EcrAsync("CreateRepository", new { repositoryName = "multi" });
        var amd64 = await PushAsync("multi", tag: null, ManifestType, Manifest("amd64"));
        var arm64 = await PushAsync("multi", tag: null, ManifestType, Manifest("arm64"));
        var index = await PushAsync("multi", "v1.0.0", IndexType, new { schemaVersion = 2, mediaType = IndexType, manifests = new[] { Entry(amd64), Entry(arm64) } });

        await FindAsync("multi", "v1.0.0");
        var image = Assert.IsType<ImageLookup.Found>(await FindAsync("multi", "v1.0.0"));

        Assert.Equal(index, image.Digest);
        Assert.Equal([index, amd64, arm64], image.Manifests);
        Assert.Equal(1, Aws.Calls("ecr", "BatchGetImage"));
        Assert.Equal(2, Aws.Calls("ecr", "DescribeImages"));
    }

    [Fact]
    public async Task Repositories_whose_tags_can_be_moved_are_found_in_one_call()
    {
        foreach (var (name, mutability) in new[] { ("fixed", "IMMUTABLE"), ("loose", "MUTABLE"), ("looser", "MUTABLE") })
            await Seed.EcrAsync("CreateRepository", new { repositoryName = name, imageTagMutability = mutability });
        Assert.Equal(["loose", "looser"], await Adapters.Images.FindMutableAsync(AwsUnderTest.Environment(), ["looser", "fixed", "loose", "loose"], Token));
        Assert.Equal(1, Aws.Calls("ecr", "DescribeRepositories"));
        Assert.Null(await Adapters.Images.FindMutableAsync(AwsUnderTest.Environment(), ["nowhere"], Token));
    }

    private Task<ImageLookup> FindAsync(string repository, string tag) => Adapters.Images.FindAsync(AwsUnderTest.Environment(), repository, tag, Token);

    private async Task<string> PushAsync(string repository, string? tag, string type, object manifest)
    {
        var answer = await Seed.EcrAsync("PutImage", new { repositoryName = repository, imageTag = tag, imageManifest = JsonSerializer.Serialize(manifest), imageManifestMediaType = type });
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("image").GetProperty("imageId").GetProperty("imageDigest").GetString()!;
    }

    private static object Manifest(string architecture) => new
    {
        schemaVersion = 2,
        mediaType = ManifestType,
        config = new { mediaType = "application/vnd.oci.image.config.v1+json", size = 1, digest = $"sha256:{architecture}" },
        layers = Array.Empty<object>(),
    };

    private static object Entry(string digest) => new { mediaType = ManifestType, size = 1, digest, platform = new { architecture = "any", os = "linux" } };
}
