namespace Kayron.Core.Observation;

/// <summary>An image as a task definition names it: <c>registry/repository:tag@digest</c>, registry, tag and digest optional.</summary>
public sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    /// <summary>The tag, else the digest that the image is pinned by.</summary>
    public string? Version => Tag ?? Digest;

    public static ImageReference Parse(string image)
    {
        var (name, digest) = Cut(image, image.IndexOf('@'));
        // A colon before the last slash belongs to the registry's port.
        var colon = name.LastIndexOf(':');
        var (path, tag) = Cut(name, colon > name.LastIndexOf('/') ? colon : -1);
        var slash = path.IndexOf('/');
        var hasRegistry = slash > 0 && path[..slash].AsSpan().IndexOfAny('.', ':') >= 0 || path.StartsWith("localhost/", StringComparison.Ordinal);
        return new ImageReference(hasRegistry ? path[(slash + 1)..] : path, tag, digest);
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}
