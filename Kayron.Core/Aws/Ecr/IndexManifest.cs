using System.Text.Json;

namespace Kayron.Core.Aws.Ecr;

/// <summary>What an index of images refers to.</summary>
internal static class IndexManifest
{
    public static readonly string[] MediaTypes = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];

    /// <exception cref="JsonException">It is no index.</exception>
    public static IReadOnlyList<string> DigestsIn(string index)
    {
        try
        {
            using var json = JsonDocument.Parse(index);
            return [.. json.RootElement.GetProperty("manifests").EnumerateArray().Select(manifest => manifest.GetProperty("digest").GetString()!)];
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
