namespace Kayron.Core.Images;

/// <summary>Which manifests of a repository refer to which. Follows a clean-up: what was deleted is taken out.</summary>
public sealed class ImageTree
{
    private readonly Dictionary<string, StoredImage> _images;

    public ImageTree(IEnumerable<StoredImage> images) => _images = images.ToDictionary(image => image.Digest);

    public IReadOnlyCollection<StoredImage> Images => _images.Values;

    public StoredImage? Find(string digest) => _images.GetValueOrDefault(digest);

    public void Remove(string digest) => _images.Remove(digest);

    public bool IsInIndex(string digest) => _images.Values.Any(image => image.Children.Contains(digest));

    /// <summary>The image's own digest and those of everything below it, nearest first. An index may refer to indexes.</summary>
    public IReadOnlyList<string> Reach(StoredImage image)
    {
        List<string> reached = [image.Digest];
        for (var next = 0; next < reached.Count; next++)
            reached.AddRange((Find(reached[next])?.Children ?? []).Where(child => !reached.Contains(child)));
        return reached;
    }

    /// <summary>Which of the manifests below a deleted index may follow it: those that are there, have no tag of their own, are in no other index, and that nothing uses.</summary>
    /// <param name="children">As the index reached them.</param>
    public IReadOnlyList<StoredImage> Orphans(IEnumerable<string> children, IReadOnlyList<ImageUse> uses) =>
        [.. children.Select(Find).OfType<StoredImage>()
            .Where(child => child.Tags.Count == 0 && !IsInIndex(child.Digest) && !uses.Any(use => use.Keeps(child, Reach(child).ToHashSet())))];
}
