using CsCheck;
using Kayron.Core.Images;

namespace Kayron.Tests.Images;

/// <summary>What must hold for any repository, whatever was pushed to it and whatever runs.</summary>
public sealed class CleanupProperties
{
    private const int Most = 24;

    /// <param name="Tags">By number: 0 to 3 versions, 4 and 5 commits, 6 somebody's own.</param>
    /// <param name="Children">Indices of images that it refers to, all smaller than its own: a manifest is pushed after what it refers to.</param>
    internal sealed record Pushed(IReadOnlyList<int> Tags, IReadOnlyList<int> Children, int Hour);

    /// <param name="Uses">By tag and by digest of an image.</param>
    internal sealed record World(IReadOnlyList<StoredImage> Images, IReadOnlyList<ImageUse> Uses, CleanupRule Rule);

    private static readonly Gen<Pushed> Pushes = Gen.Select(
        Gen.Int[0, 6].Array[0, 2], Gen.Frequency((4, Gen.Const(Array.Empty<int>())), (1, Gen.Int[0, Most].Array[1, 3])), Gen.Int[0, 50],
        (tags, children, hour) => new Pushed(tags, children, hour));

    internal static readonly Gen<World> Worlds = Gen.Select(Pushes.Array[1, Most], Gen.Int[0, Most].Array[0, 4], Gen.Int[1, 4], Gen.Int[1, 4], (pushes, used, keep, drop) =>
    {
        var images = pushes.Select((push, index) => new StoredImage(
            $"sha256:{index}", [.. push.Tags.Distinct().Select(tag => Tag(tag, index))], StoredImages.Start.AddHours(push.Hour), 1,
            [.. push.Children.Where(child => child < index).Distinct().Select(child => $"sha256:{child}")])).ToList();
        ImageUse[] uses = [.. used.Select((index, position) => position % 2 == 0 || index >= images.Count || images[index].Tags.Count == 0 ? StoredImages.WithDigest($"sha256:{index}") : StoredImages.Tagged(images[index].Tags[0]))];
        return new World(images, uses, new CleanupRule(keep, drop));
    });

    [Fact]
    public void Nothing_that_is_used_newest_or_somebodys_own_is_in_the_plan() => Worlds.Sample(world =>
    {
        var tree = new ImageTree(world.Images);
        var dropped = Dropped(world, tree);

        Assert.All(dropped, image =>
        {
            var reached = tree.Reach(image).ToHashSet();
            Assert.DoesNotContain(world.Uses, use => reached.Contains(use.Digest ?? "") || image.Tags.Contains(use.Tag ?? ""));
            Assert.All(image.Tags, tag => Assert.NotNull(TagKinds.Of(tag)));
            Assert.DoesNotContain(world.Images, other => other.Children.Contains(image.Digest));
            foreach (var kind in image.Kinds)
                Assert.True(world.Images.Count(other => other.Kinds.Contains(kind) && (other.PushedAt > image.PushedAt || (other.PushedAt == image.PushedAt && other != image))) >= world.Rule.Keep);
        });
    }, iter: 2_000);

    [Fact]
    public void No_more_of_a_kind_go_than_are_to_and_the_oldest_first() => Worlds.Sample(world =>
    {
        var plan = CleanupPlan.Of(new ImageTree(world.Images), world.Uses, world.Rule);
        foreach (var kind in Enum.GetValues<TagKind>())
        {
            var going = plan.Verdicts.Where(verdict => verdict.Drops && verdict.Image.Kinds.Contains(kind)).Select(verdict => verdict.Image).ToList();
            Assert.True(going.Count <= world.Rule.Drop);
            Assert.All(plan.Verdicts.Where(verdict => verdict.Kept == KeptBecause.Later && verdict.Image.Kinds.SequenceEqual([kind])), later => Assert.All(going, image => Assert.True(image.PushedAt <= later.Image.PushedAt)));
        }
    }, iter: 1_000);

    [Fact]
    public void The_order_in_which_a_registry_lists_does_not_matter() => Worlds.Sample(world =>
        Assert.Equal(
            Dropped(world, new ImageTree(world.Images)).Select(image => image.Digest),
            Dropped(world, new ImageTree(world.Images.Reverse())).Select(image => image.Digest)), iter: 300);

    private static IReadOnlyList<StoredImage> Dropped(World world, ImageTree tree) =>
        [.. CleanupPlan.Of(tree, world.Uses, world.Rule).Verdicts.Where(verdict => verdict.Drops).Select(verdict => verdict.Image)];

    private static string Tag(int number, int index) => number switch
    {
        6 => $"own-{index}",
        4 or 5 => StoredImages.Commit((index * 10) + number),
        _ => $"v{number}.{index}.0",
    };
}
