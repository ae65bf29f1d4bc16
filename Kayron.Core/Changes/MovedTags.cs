namespace Kayron.Core.Changes;

/// <summary>Images whose tag stands for another digest than it did before: what people approved, or saw running, is not what would run now.</summary>
public static class MovedTags
{
    /// <summary>Where the registry does not let Kayron see which tags can be moved.</summary>
    public const string NotTold = "Whether tags of its images can be moved is not known: the registry refuses ecr:DescribeRepositories.";

    /// <param name="repositories">In which a tag can be moved.</param>
    /// <returns>What that means; null where there is none.</returns>
    public static string? Describe(IReadOnlyList<string> repositories) => repositories.Count == 0 ? null
        : $"Tags of {string.Join(", ", repositories)} can be moved in the registry. What is approved is the digest: a tag that moves needs approval again.";

    /// <param name="earlier">Change that was planned before; null: none was.</param>
    /// <returns>One sentence each.</returns>
    public static IReadOnlyList<string> Since(Change? earlier, IReadOnlyList<ApprovedImage> images) =>
        earlier is null ? [] : [.. from image in images
                                   from before in earlier.Plan.Images
                                   where before.Release == image.Release && before.Version == image.Version && before.Digest != image.Digest
                                   select $"The tag {image.Version} of {image.Repository} was moved to another image since change {earlier.Id} was planned: it needs approval again."];

    /// <param name="verified">How these versions ran before.</param>
    /// <returns>One sentence each.</returns>
    public static IReadOnlyList<string> Since(IReadOnlyList<VerifiedVersion> verified, IReadOnlyList<ApprovedImage> images) =>
        [.. from image in images
            from before in verified
            where image.Preview is null && before.Release == image.Release && before.Version == image.Version && before.Digest != image.Digest
            select $"The tag {image.Version} of {image.Repository} was moved to another image since it ran verified here ({before.At:yyyy-MM-dd HH:mm} UTC): it is not what ran then."];
}
