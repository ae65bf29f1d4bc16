using CsCheck;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;
using Kayron.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Images;

/// <summary>One repository's clean-up, over a registry with ECR's rules and processes that die.</summary>
public sealed class RepositoryCleanupTests
{
    private static readonly Lease Lease = new("images:", "test", 1);

    [Fact]
    public void However_often_it_dies_it_ends_where_it_would_have_ended() => Gen.Select(CleanupProperties.Worlds, Gen.Int[0, 12].Array[0, 4]).Sample((world, deaths) =>
    {
        var (calm, troubled) = (new FakeRegistry(world.Images), new FakeRegistry(world.Images));
        RunToEnd(world, calm, []);
        RunToEnd(world, troubled, deaths);
        Assert.Equal(calm.Digests, troubled.Digests);
    }, iter: 1_000);

    [Fact]
    public void Whatever_goes_nothing_used_goes_with_it() => Gen.Select(CleanupProperties.Worlds, Gen.Int[0, 12].Array[0, 4]).Sample((world, deaths) =>
    {
        var registry = new FakeRegistry(world.Images);
        RunToEnd(world, registry, deaths);
        var tree = new ImageTree(world.Images);
        var needed = world.Images.Where(image => world.Uses.Any(use => use.Keeps(image, tree.Reach(image).ToHashSet()))).SelectMany(tree.Reach).Where(digest => tree.Find(digest) is not null);
        Assert.Empty(needed.Except(registry.Digests));
    }, iter: 1_000);

    [Fact]
    public async Task An_index_goes_before_its_parts_and_a_part_that_another_index_has_stays()
    {
        StoredImage[] images =
        [
            StoredImages.Image("shared", 0), StoredImages.Image("alone", 0), StoredImages.Image("old", 1, "v0.1.0") with { Children = ["shared", "alone"] },
            StoredImages.Image("young", 9, "v0.2.0") with { Children = ["shared"] },
        ];
        var (registry, store) = (new FakeRegistry(images), new FakeImageStore());

        await CleanAsync(new(images, [], new(Keep: 1, Drop: 5)), registry, store);

        Assert.Equal(["shared", "young"], registry.Digests);
        Assert.Equal(["old"], store.Dropped);
    }

    [Fact]
    public async Task What_is_planned_while_it_runs_stays()
    {
        var images = StoredImages.Versions(3);
        var registry = new FakeRegistry(images);
        var none = new Dictionary<string, string>();
        var planned = new Baseline(new PlannedInputs(new Dictionary<string, string> { ["api"] = "v1.0.0" }, none, none, none), "digest", false, "marker", null, Facts.Now);

        await CleanAsync(new(images, [], new(Keep: 1, Drop: 5)), registry, new FakeImageStore { Late = [new RememberedImages("production", null, planned, [])] });

        Assert.Equal(["d0", "d2"], registry.Digests);
    }

    [Fact]
    public async Task A_dry_run_says_all_and_does_nothing()
    {
        var images = StoredImages.Versions(3);
        var (registry, store) = (new FakeRegistry(images), new FakeImageStore());

        await CleanAsync(new(images, [], new(Keep: 1, Drop: 5)), registry, store, dryRun: true);

        Assert.Equal(3, registry.Digests.Count);
        Assert.Equal(2, Assert.Single(store.Looks).Verdicts.Count(verdict => verdict.Drops));
    }

    /// <param name="deaths">After how many steps each of the first runs dies.</param>
    private static void RunToEnd(CleanupProperties.World world, FakeRegistry registry, IReadOnlyList<int> deaths)
    {
        var store = new FakeImageStore();
        // Each run that ends drops at least one image where there is one to drop; nothing is pushed meanwhile.
        for (var run = 0; run < world.Images.Count + deaths.Count + 1; run++)
        {
            registry.StepsToDeath = run < deaths.Count ? deaths[run] : int.MaxValue;
            try
            {
                CleanAsync(world, registry, store).GetAwaiter().GetResult();
            }
            catch (ProcessDiedException)
            {
                // The next run is another process over the same store.
            }
        }
    }

    private static async Task CleanAsync(CleanupProperties.World world, FakeRegistry registry, FakeImageStore store, bool dryRun = false)
    {
        var settings = new KayronSettings
        {
            Environments = [Facts.Environment], GitHub = new GitHubSettings("token"), Data = "/nowhere", Images = new ImageSettings(DryRun: dryRun, Keep: world.Rule.Keep, Drop: world.Rule.Drop),
        };
        var survey = new ImageSurvey();
        survey.Uses.AddRange(world.Uses);
        using var metrics = new KayronMetrics();
        var cleanup = new RepositoryCleanup(settings, registry, store, metrics, TimeProvider.System, NullLogger<RepositoryCleanup>.Instance);
        await cleanup.CleanAsync(Lease, survey, StoredImages.Api, Facts.Environment, TestContext.Current.CancellationToken);
    }
}
