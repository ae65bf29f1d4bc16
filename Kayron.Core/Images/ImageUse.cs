namespace Kayron.Core.Images;

/// <summary>Why an image is kept; where there are several reasons, the first of these is told.</summary>
public enum KeptBecause
{
    /// <summary>What an environment wants of the repository could not be found out.</summary>
    Unknown,
    Running,
    Desired,

    /// <summary>In an open change: approved, or waiting for it.</summary>
    Planned,
    Preview,

    /// <summary>What a rollback would go back to.</summary>
    Rollback,

    /// <summary>It also has a tag that is neither a commit nor a version.</summary>
    OtherTag,

    /// <summary>An index that stays refers to it.</summary>
    InIndex,
    Newest,

    /// <summary>Old enough, but no more are dropped in one go.</summary>
    Later,
}

public static class KeptBecauseNames
{
    public static IReadOnlyList<KeptBecause> All { get; } = Enum.GetValues<KeptBecause>();

    /// <summary>In metrics and the API.</summary>
    public static string Name(this KeptBecause because) => because switch
    {
        KeptBecause.OtherTag => "other-tag",
        KeptBecause.InIndex => "in-index",
        _ => because.ToString().ToLowerInvariant(),
    };
}

/// <summary>One reason to keep an image.</summary>
/// <param name="Registry">Null: whichever registry the repository is in.</param>
/// <param name="Tag">The image that has this tag.</param>
/// <param name="Digest">The image with this digest, and every index that refers to it.</param>
/// <param name="Words">In a sentence that starts with the image: <c>runs in production</c>.</param>
/// <remarks>Without tag and digest it keeps everything in the repository.</remarks>
public sealed record ImageUse(RegistryAddress? Registry, string Repository, string? Tag, string? Digest, KeptBecause Because, string Words)
{
    public bool Concerns(ImageRepository repository) => Repository == repository.Name && (Registry is null || Registry == repository.Registry);

    /// <param name="reached">Digest of the image and of everything it refers to.</param>
    public bool Keeps(StoredImage image, IReadOnlySet<string> reached) =>
        (Tag is null && Digest is null) || (Tag is not null && image.Tags.Contains(Tag)) || (Digest is not null && reached.Contains(Digest));
}
