namespace Kayron.Core.Images;

/// <summary>A registry of ECR: one for each account and region.</summary>
public sealed record RegistryAddress(string Account, string Region)
{
    public override string ToString() => $"{Account}/{Region}";
}

/// <summary>A repository of images. Two environments that name the same one share it.</summary>
public sealed record ImageRepository(RegistryAddress Registry, string Name)
{
    public override string ToString() => $"{Registry}/{Name}";
}

/// <summary>A manifest as a repository holds it: of one image, or an index of several.</summary>
/// <param name="PushedAt">Null where ECR does not say.</param>
/// <param name="Size">In bytes, as the registry counts it.</param>
/// <param name="Children">Of an index: digests of the manifests it refers to.</param>
public sealed record StoredImage(string Digest, IReadOnlyList<string> Tags, DateTimeOffset? PushedAt, long Size, IReadOnlyList<string> Children)
{
    public IEnumerable<TagKind> Kinds => Tags.Select(TagKinds.Of).OfType<TagKind>().Distinct();
}
