namespace Kayron.Core.Images;

/// <param name="Keep">Newest images of each kind that stay.</param>
/// <param name="Drop">Most images of each kind that are dropped in one go.</param>
public sealed record CleanupRule(int Keep, int Drop);

/// <param name="Kept">Null: it is to be dropped.</param>
/// <param name="Words">In a sentence that starts with the image.</param>
public sealed record ImageVerdict(StoredImage Image, KeptBecause? Kept, string Words)
{
    public bool Drops => Kept is null;
}

/// <summary>
/// What becomes of each image of a repository that has a commit or a version for a tag. Pure, and careful: an image is dropped only where every single reason
/// to keep it is absent. Images without such a tag are not judged; they stay.
/// </summary>
/// <param name="Verdicts">Newest first.</param>
public sealed record CleanupPlan(IReadOnlyList<ImageVerdict> Verdicts)
{
    /// <param name="uses">Of this repository.</param>
    /// <param name="spent">Images of each kind that were dropped in this hour already.</param>
    public static CleanupPlan Of(ImageTree tree, IReadOnlyList<ImageUse> uses, CleanupRule rule, IReadOnlyDictionary<TagKind, int>? spent = null)
    {
        var judged = tree.Images.Where(image => image.Kinds.Any())
            .OrderByDescending(image => image.PushedAt ?? DateTimeOffset.MaxValue).ThenBy(image => image.Digest, StringComparer.Ordinal).ToList();
        var newest = Enum.GetValues<TagKind>().SelectMany(kind => judged.Where(image => image.Kinds.Contains(kind)).Take(rule.Keep)).ToHashSet();
        var verdicts = judged.Select(image => ReasonToKeep(image, tree, uses, newest, rule) ?? new ImageVerdict(image, null, $"is older than the {rule.Keep} newest, and nothing uses it")).ToList();
        return new CleanupPlan(Limit(verdicts, rule, spent ?? new Dictionary<TagKind, int>()));
    }

    private static ImageVerdict? ReasonToKeep(StoredImage image, ImageTree tree, IReadOnlyList<ImageUse> uses, HashSet<StoredImage> newest, CleanupRule rule)
    {
        var reached = tree.Reach(image).ToHashSet();
        if (uses.Where(use => use.Keeps(image, reached)).MinBy(use => use.Because) is { } use) return new ImageVerdict(image, use.Because, use.Words);
        if (image.Tags.FirstOrDefault(tag => TagKinds.Of(tag) is null) is { } other) return new ImageVerdict(image, KeptBecause.OtherTag, $"is tagged {other}, too");
        if (tree.IsInIndex(image.Digest)) return new ImageVerdict(image, KeptBecause.InIndex, "is part of an index that stays");
        if (image.PushedAt is null) return new ImageVerdict(image, KeptBecause.Newest, "was pushed at a time that the registry does not tell");
        return newest.Contains(image) ? new ImageVerdict(image, KeptBecause.Newest, $"is one of the {rule.Keep} newest") : null;
    }

    /// <summary>The oldest go first.</summary>
    private static List<ImageVerdict> Limit(List<ImageVerdict> verdicts, CleanupRule rule, IReadOnlyDictionary<TagKind, int> spent)
    {
        var left = Enum.GetValues<TagKind>().ToDictionary(kind => kind, kind => rule.Drop - spent.GetValueOrDefault(kind));
        for (var index = verdicts.Count - 1; index >= 0; index--)
        {
            if (!verdicts[index].Drops) continue;
            var kinds = verdicts[index].Image.Kinds.ToList();
            if (kinds.TrueForAll(kind => left[kind] > 0)) kinds.ForEach(kind => left[kind]--);
            else verdicts[index] = verdicts[index] with { Kept = KeptBecause.Later, Words = $"is dropped with a later run: at most {rule.Drop} go in one" };
        }
        return verdicts;
    }
}
