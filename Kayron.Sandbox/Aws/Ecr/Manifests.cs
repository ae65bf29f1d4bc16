using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.Ecr;

/// <summary>OCI manifests and indexes with content that is made up, and digests that are true.</summary>
public static class Manifests
{
    public const string Image = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string DockerImage = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <param name="content">Whatever tells this image from others.</param>
    public static ImageState NewImage(string content, DateTimeOffset pushed) => Create(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = Image,
        ["config"] = new JsonObject { ["mediaType"] = "application/vnd.oci.image.config.v1+json", ["digest"] = DigestOf("config " + content), ["size"] = 1469 },
        ["layers"] = new JsonArray(new JsonObject { ["mediaType"] = "application/vnd.oci.image.layer.v1.tar+gzip", ["digest"] = DigestOf("layer " + content), ["size"] = 28_411_730 }),
    }.ToJsonString(), Image, pushed);

    /// <param name="platforms">Operating system and architecture, <c>linux/arm64</c>.</param>
    public static ImageState NewIndex(IEnumerable<(string Platform, ImageState Image)> platforms, DateTimeOffset pushed) => Create(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = Index,
        ["manifests"] = new JsonArray([.. platforms.Select(entry => (JsonNode)new JsonObject
        {
            ["mediaType"] = entry.Image.MediaType,
            ["digest"] = entry.Image.Digest,
            ["size"] = Encoding.UTF8.GetByteCount(entry.Image.Manifest),
            ["platform"] = new JsonObject { ["os"] = entry.Platform.Split('/')[0], ["architecture"] = entry.Platform.Split('/')[^1] },
        })]),
    }.ToJsonString(), Index, pushed);

    /// <exception cref="AwsException">The manifest cannot be read.</exception>
    public static ImageState Create(string manifest, string? mediaType, DateTimeOffset pushed)
    {
        try
        {
            var root = JsonNode.Parse(manifest)!.AsObject();
            var entries = (root["manifests"] as JsonArray ?? root["layers"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            return new ImageState
            {
                Digest = DigestOf(manifest),
                Manifest = manifest,
                MediaType = mediaType ?? root["mediaType"]?.ToString() ?? Image,
                Pushed = pushed,
                Size = entries.Sum(entry => entry["size"]?.GetValue<long>() ?? 0),
                Children = root["manifests"] is JsonArray ? [.. entries.Select(entry => entry["digest"]!.ToString())] : [],
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new AwsException("InvalidParameterException", "Invalid parameter at 'imageManifest' failed to satisfy constraint: 'Invalid JSON syntax'");
        }
    }

    public static string DigestOf(string content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
