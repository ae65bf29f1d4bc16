namespace Kayron.Core.Changes;

/// <summary>Images whose tag stands for another digest than it did for an earlier change: what people approved then is not what would run now.</summary>
public static class MovedTags
{
    /// <returns>One sentence each.</returns>
    public static IReadOnlyList<string> Since(Change? earlier, IReadOnlyList<ApprovedImage> images) =>
        earlier is null ? [] : [.. from image in images
                                   from before in earlier.Plan.Images
                                   where before.Release == image.Release && before.Version == image.Version && before.Digest != image.Digest
                                   select $"The tag {image.Version} of {image.Repository} was moved to another image since change {earlier.Id} was planned: it needs approval again."];
}
