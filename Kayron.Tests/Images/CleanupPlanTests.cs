using Kayron.Core.Images;
using static Kayron.Tests.Images.StoredImages;

namespace Kayron.Tests.Images;

public sealed class CleanupPlanTests
{
    private static readonly CleanupRule Rule = new(Keep: 10, Drop: 5);

    [Fact]
    public void The_ten_newest_of_each_kind_stay_and_five_of_the_oldest_go()
    {
        StoredImage[] images = [.. Versions(17), .. Enumerable.Range(0, 12).Select(index => Image($"c{index}", index, Commit(index)))];

        var plan = CleanupPlan.Of(new ImageTree(images), [], Rule);

        Assert.Equal(["c0", "d0", "c1", "d1", "d2", "d3", "d4"], plan.Dropped().OrderBy(digest => digest[1..]).ThenBy(digest => digest, StringComparer.Ordinal));
        Assert.Equal((KeptBecause.Later, "is dropped with a later run: at most 5 go in one"), (plan.Of("d5").Kept, plan.Of("d5").Words));
        Assert.Equal((KeptBecause.Newest, "is one of the 10 newest"), (plan.Of("d7").Kept, plan.Of("d7").Words));
        Assert.Equal("is older than the 10 newest, and nothing uses it", plan.Of("d0").Words);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1.2.3-rc.1")]
    [InlineData("0123456789abcdef0123456789abcdef01234567")]
    public void A_commit_or_a_version_is_what_builds_push(string tag) => Assert.NotNull(TagKinds.Of(tag));

    [Theory]
    [InlineData("latest")]
    [InlineData("dev")]
    [InlineData("edge")]
    [InlineData("beta")]
    [InlineData("decade")]
    [InlineData("0123456")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("1.2.3")]
    [InlineData("v1.2.x")]
    [InlineData("v1.2.3_4")]
    [InlineData("sha256-0123456789abcdef.sig")]
    public void Any_other_tag_is_somebodys_own_and_never_touched(string tag)
    {
        Assert.Null(TagKinds.Of(tag));
        var plan = CleanupPlan.Of(new ImageTree([.. Versions(11), Image("own", -5, tag), Image("both", -4, tag, "v0.1.0"), Image("untagged", -3)]), [], Rule);

        Assert.Equal(["d0"], plan.Dropped());
        Assert.Equal((KeptBecause.OtherTag, $"is tagged {tag}, too"), (plan.Of("both").Kept, plan.Of("both").Words));
        Assert.DoesNotContain(plan.Verdicts, verdict => verdict.Image.Digest is "own" or "untagged");
    }

    [Fact]
    public void What_is_used_by_any_of_its_tags_stays()
    {
        var images = Versions(14).Select(image => image.Digest == "d0" ? image with { Tags = [Commit(1), "v1.0.0"] } : image);

        var plan = CleanupPlan.Of(new ImageTree(images), [Tagged(Commit(1))], Rule);

        Assert.Equal(["d1", "d2", "d3"], plan.Dropped());
        Assert.Equal("runs in production", plan.Of("d0").Words);
    }

    [Fact]
    public void What_runs_by_digest_keeps_every_index_that_refers_to_it()
    {
        StoredImage[] images = [Image("amd64", 0), Image("d0", 1, "v0.1.0") with { Children = ["amd64", "arm64"] }, .. Versions(10).Select(image => image with { Digest = $"n{image.Digest}", PushedAt = image.PushedAt!.Value.AddDays(1) })];

        Assert.Equal(KeptBecause.Running, CleanupPlan.Of(new ImageTree(images), [WithDigest("amd64")], Rule).Of("d0").Kept);
        Assert.Equal(["d0"], CleanupPlan.Of(new ImageTree(images), [WithDigest("other")], Rule).Dropped());
    }

    [Fact]
    public void A_part_of_an_index_that_stays_is_not_taken_out_of_it()
    {
        StoredImage[] images = [Image("part", -9, "v0.1.0-amd64"), .. Versions(10), Image("index", 99, "v2.0.0") with { Children = ["part"] }];

        Assert.Equal(KeptBecause.InIndex, CleanupPlan.Of(new ImageTree(images), [], Rule).Of("part").Kept);
    }

    [Fact]
    public void Where_it_is_not_known_what_an_environment_wants_everything_stays()
    {
        var plan = CleanupPlan.Of(new ImageTree(Versions(30)), [new ImageUse(null, "api", null, null, KeptBecause.Unknown, "may be wanted in staging: acme/api has no branch main")], Rule);

        Assert.All(plan.Verdicts, verdict => Assert.Equal(KeptBecause.Unknown, verdict.Kept));
    }

    [Fact]
    public void An_image_of_both_kinds_goes_only_where_neither_keeps_it()
    {
        StoredImage[] images = [Image("both", -1, "v0.9.0", Commit(1)), .. Versions(10), .. Enumerable.Range(2, 5).Select(index => Image($"c{index}", index, Commit(index)))];

        Assert.Equal(KeptBecause.Newest, CleanupPlan.Of(new ImageTree(images), [], Rule).Of("both").Kept);
    }

    [Fact]
    public void What_went_within_the_hour_counts()
    {
        var spent = new Dictionary<TagKind, int> { [TagKind.Version] = 4 };

        Assert.Equal(["d0"], CleanupPlan.Of(new ImageTree(Versions(17)), [], Rule, spent).Dropped());
    }

    [Fact]
    public void An_image_of_unknown_age_is_not_called_old() =>
        Assert.Equal(KeptBecause.Newest, CleanupPlan.Of(new ImageTree([.. Versions(12), Image("x", 0, "v0.0.1") with { PushedAt = null }]), [], Rule).Of("x").Kept);
}
