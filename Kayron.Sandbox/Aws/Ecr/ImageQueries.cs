using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Ecr;

/// <summary>Reads images and manifests.</summary>
public sealed class ImageQueries(AwsContext context)
{
    public Dictionary<string, Operation> All => new()
    {
        ["DescribeImages"] = DescribeImages,
        ["ListImages"] = ListImages,
        ["BatchGetImage"] = BatchGetImage,
    };

    private JsonObject DescribeImages(AwsCall call, JsonObject input)
    {
        var repository = EcrOperations.Required(context, call, input);
        var ids = input.Items("imageIds");
        var found = ids.Count == 0 ? [.. repository.Images.Values.Where(image => Matches(repository, image, input))] : ids.Select(id => Required(repository, id)).DistinctBy(image => image.Digest).ToList();
        var page = Paging.Of(found, "images", input.Text("nextToken"), input.Number("maxResults") ?? context.Options.PageSize);
        return new JsonObject { ["imageDetails"] = page.Items.Select(image => Detail(repository, image)).ToJsonArray(), ["nextToken"] = page.NextToken }.WithoutAbsent();
    }

    private JsonObject ListImages(AwsCall call, JsonObject input)
    {
        var repository = EcrOperations.Required(context, call, input);
        var ids = repository.Images.Values.Where(image => Matches(repository, image, input)).SelectMany(image => Ids(repository, image)).ToList();
        var page = Paging.Of(ids, "imageids", input.Text("nextToken"), input.Number("maxResults") ?? context.Options.PageSize);
        return new JsonObject { ["imageIds"] = page.Items.ToJsonArray(), ["nextToken"] = page.NextToken }.WithoutAbsent();
    }

    private JsonObject BatchGetImage(AwsCall call, JsonObject input)
    {
        var repository = EcrOperations.Required(context, call, input);
        var (images, failures) = (new JsonArray(), new JsonArray());
        if (input.Items("imageIds").Count is 0 or > 100) throw EcrOperations.Invalid("imageIds", "must have between 1 and 100 members");
        foreach (var id in input.Items("imageIds"))
        {
            if (ImageId.Find(repository, id) is { } image) images.Add((JsonNode)Image(repository, image, id.Text("imageTag")));
            else failures.Add((JsonNode)ImageId.Failure(id, "ImageNotFound", "Requested image not found"));
        }
        return new JsonObject { ["images"] = images, ["failures"] = failures };
    }

    public static JsonObject Image(RepositoryState repository, ImageState image, string? tag) => new()
    {
        ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["imageId"] = ImageId.Of(image.Digest, tag),
        ["imageManifest"] = image.Manifest, ["imageManifestMediaType"] = image.MediaType,
    };

    private static bool Matches(RepositoryState repository, ImageState image, JsonObject input) => (input["filter"] as JsonObject)?.Text("tagStatus") switch
    {
        "TAGGED" => repository.TagsOf(image.Digest).Count > 0,
        "UNTAGGED" => repository.TagsOf(image.Digest).Count == 0,
        _ => true,
    };

    private static IEnumerable<JsonNode> Ids(RepositoryState repository, ImageState image) => repository.TagsOf(image.Digest) is { Count: > 0 } tags
        ? tags.Select(tag => ImageId.Of(image.Digest, tag))
        : [ImageId.Of(image.Digest, null)];

    private static ImageState Required(RepositoryState repository, JsonObject id) => ImageId.Find(repository, id) ?? throw new AwsException("ImageNotFoundException",
        $"The image with imageId {{imageDigest:'{id.Text("imageDigest") ?? "null"}', imageTag:'{id.Text("imageTag") ?? "null"}'}} does not exist within the repository with name '{repository.Name}' in the registry with id '{repository.Account}'");

    private static JsonObject Detail(RepositoryState repository, ImageState image)
    {
        var detail = new JsonObject
        {
            ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["imageDigest"] = image.Digest, ["imageSizeInBytes"] = image.Size,
            ["imagePushedAt"] = image.Pushed.Epoch(), ["imageManifestMediaType"] = image.MediaType,
        };
        // Untagged images have no tags member at all.
        if (repository.TagsOf(image.Digest) is { Count: > 0 } tags) detail["imageTags"] = tags.ToJsonArray();
        return detail;
    }
}

/// <summary>How images are named: by digest, by tag, or by both.</summary>
public static class ImageId
{
    public static ImageState? Find(RepositoryState repository, JsonObject id)
    {
        var (digest, tag) = (id.Text("imageDigest"), id.Text("imageTag"));
        var tagged = tag is null ? digest : repository.Tags.GetValueOrDefault(tag);
        return tagged is null || (digest is not null && digest != tagged) ? null : repository.Images.GetValueOrDefault(tagged);
    }

    public static JsonObject Of(string digest, string? tag) => new JsonObject { ["imageDigest"] = digest, ["imageTag"] = tag }.WithoutAbsent();

    public static JsonObject Failure(JsonObject id, string code, string reason) => new() { ["imageId"] = id.DeepClone(), ["failureCode"] = code, ["failureReason"] = reason };
}
