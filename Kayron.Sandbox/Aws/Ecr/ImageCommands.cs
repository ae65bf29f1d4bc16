using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.Protocols;

namespace Kayron.Sandbox.Aws.Ecr;

/// <summary>Puts and deletes images.</summary>
public sealed class ImageCommands(AwsContext context)
{
    public Dictionary<string, Operation> All => new()
    {
        ["PutImage"] = PutImage,
        ["BatchDeleteImage"] = BatchDeleteImage,
    };

    private JsonObject PutImage(AwsCall call, JsonObject input)
    {
        var repository = EcrOperations.Required(context, call, input);
        var image = Manifests.Create(input.Text("imageManifest") ?? throw EcrOperations.Invalid("imageManifest", "must not be null"), input.Text("imageManifestMediaType"), context.Now);
        var tag = input.Text("imageTag");
        if (input.Text("imageDigest") is { } expected && expected != image.Digest) throw new AwsException("ImageDigestDoesNotMatchException", $"The image digest '{image.Digest}' does not match the given digest '{expected}'");
        if (image.Children.FirstOrDefault(child => !repository.Images.ContainsKey(child)) is { } missing)
            throw new AwsException("ReferencedImagesNotFoundException", $"One or more of the images in the manifest list do not exist: {missing}");
        CheckTag(repository, image, tag);
        repository.Images.TryAdd(image.Digest, image);
        if (tag is not null) repository.Tags[tag] = image.Digest;
        return new JsonObject { ["image"] = ImageQueries.Image(repository, image, tag) };
    }

    private static void CheckTag(RepositoryState repository, ImageState image, string? tag)
    {
        var present = tag is null ? null : repository.Tags.GetValueOrDefault(tag);
        if (present == image.Digest || (tag is null && repository.Images.ContainsKey(image.Digest)))
            throw new AwsException("ImageAlreadyExistsException", $"Image with digest '{image.Digest}' and tag '{tag}' already exists in the repository with name '{repository.Name}' in registry with id '{repository.Account}'");
        if (present is not null && repository.TagMutability == "IMMUTABLE")
            throw new AwsException("ImageTagAlreadyExistsException", $"The image tag '{tag}' already exists in the '{repository.Name}' repository and cannot be overwritten because the repository is immutable.");
    }

    private JsonObject BatchDeleteImage(AwsCall call, JsonObject input)
    {
        var repository = EcrOperations.Required(context, call, input);
        var ids = input.Items("imageIds");
        if (ids.Count is 0 or > 100) throw EcrOperations.Invalid("imageIds", "must have between 1 and 100 members");
        var (deleted, failures) = (new JsonArray(), new JsonArray());
        foreach (var id in ids)
        {
            if (Refusal(repository, id) is { } refusal) failures.Add((JsonNode)refusal);
            else foreach (var gone in Delete(repository, id)) deleted.Add((JsonNode)gone);
        }
        return new JsonObject { ["imageIds"] = deleted, ["failures"] = failures };
    }

    private static JsonObject? Refusal(RepositoryState repository, JsonObject id)
    {
        if (id.Text("imageDigest") is { } digest && id.Text("imageTag") is { } tag && repository.Tags.GetValueOrDefault(tag) is { } tagged && tagged != digest)
            return ImageId.Failure(id, "ImageTagDoesNotMatchDigest", "Requested image tag does not match the requested image digest");
        if (ImageId.Find(repository, id) is not { } image) return ImageId.Failure(id, "ImageNotFound", "Requested image not found");
        if (id.Text("imageTag") is not null && repository.TagsOf(image.Digest).Count > 1) return null;
        var index = repository.Images.Values.FirstOrDefault(other => other.Children.Contains(image.Digest));
        return index is null ? null : ImageId.Failure(id, "ImageReferencedByManifestList", $"Requested image referenced by manifest list: [{index.Digest}]");
    }

    /// <summary>Deleting by tag takes the tag away, and the image with its last one; deleting by digest takes the image with all tags.</summary>
    private static List<JsonObject> Delete(RepositoryState repository, JsonObject id)
    {
        var image = ImageId.Find(repository, id)!;
        var tags = repository.TagsOf(image.Digest);
        var (tag, byTag) = (id.Text("imageTag"), id.Text("imageTag") is not null);
        IReadOnlyList<string?> removed = byTag ? [tag] : tags.Count > 0 ? [.. tags] : [null];
        foreach (var each in removed.OfType<string>()) repository.Tags.Remove(each);
        if (!byTag || tags.Count == 1) repository.Images.Remove(image.Digest);
        return [.. removed.Select(each => ImageId.Of(image.Digest, each))];
    }
}
