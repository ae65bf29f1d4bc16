using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Core.Workers;
using Kayron.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.EndToEnd;

/// <summary>Image clean-up over the whole of the sandbox: three environments on one registry.</summary>
public sealed class ImageCleanupTests
{
    private static readonly string[] Both = ["linux/amd64", "linux/arm64"];

    private static readonly PageRequest All = new(1, 200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_images_go_with_their_parts_and_what_an_environment_needs_stays()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 3, Drop: 2));
        await PushAsync(world, "api", 6);
        var (before, needed) = (await TagsAsync(world, "api"), await NeededAsync(world, "api"));

        await RunAsync(world);

        var after = await TagsAsync(world, "api");
        Assert.Empty(needed.Except(after));
        var repository = await RepositoryAsync(world, "api");
        Assert.Null(repository.Problem);
        Assert.Equal(repository.Dropping.SelectMany(image => image.Tags).Order(), before.Except(after).Order());
        Assert.NotEmpty(repository.Dropping);
        Assert.Contains(repository.Kept, image => image.Because == "running" && image.Reason.StartsWith("runs in ", StringComparison.Ordinal));
        await AssertNoOrphansAsync(world, "api");
    }

    [Fact]
    public async Task Every_deletion_is_audited_and_listed()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1, Drop: 5));
        await PushAsync(world, "search", 3);

        await RunAsync(world);

        var dropped = (await world.Get<IImageQueries>().ListDroppedAsync("search", All, Token)).Items;
        Assert.NotEmpty(dropped);
        Assert.All(dropped, image => Assert.Equal("dropped", image.State));
        await using var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Token);
        var audited = await database.Audit.Where(row => row.Action == "drop-image").ToListAsync(Token);
        Assert.Equal(dropped.Select(image => $"image/{image.Account}/{image.Region}/{image.Repository}@{image.Digest}").Order(), audited.Where(row => row.Subject.Contains("/search@")).Select(row => row.Subject).Order());
        Assert.All(audited, row => Assert.Equal("kayron", row.Account));
    }

    [Fact]
    public async Task Nothing_is_deleted_before_somebody_switches_the_dry_run_off()
    {
        await using var world = await StartAsync(new ImageSettings(Keep: 1));
        await PushAsync(world, "api", 3);

        await RunAsync(world);

        Assert.Equal(0, Deletions(world));
        Assert.NotEmpty((await RepositoryAsync(world, "api")).Dropping);
        Assert.True((await world.Get<IImageQueries>().FindRunAsync(Token)).DryRun);
    }

    [Theory]
    [InlineData("cloudformation", "DescribeStacks")]
    [InlineData("tagging", "GetResources")]
    [InlineData("ecs", "ListClusters")]
    [InlineData("ecs", "DescribeTasks")]
    public async Task Where_one_environment_cannot_be_read_nothing_is_deleted_anywhere(string api, string operation)
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1));
        await PushAsync(world, "api", 3);
        world.Sandbox.Actions.FailAws(api, operation, 403, "AccessDeniedException", 1);

        await RunAsync(world);

        Assert.Equal(0, Deletions(world));
        var problem = (await world.Get<IImageQueries>().FindRunAsync(Token)).Problem;
        Assert.Contains("could not be read: Kayron is not allowed to", problem, StringComparison.Ordinal);
        await RunAsync(world);
        Assert.NotEqual(0, Deletions(world));
        Assert.Null((await world.Get<IImageQueries>().FindRunAsync(Token)).Problem);
    }

    [Fact]
    public async Task A_repository_whose_wanted_version_is_unknown_is_left_alone_and_others_are_not()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1));
        await PushAsync(world, "api", 3);
        await PushAsync(world, "search", 3);
        await world.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", "api", "branch: \"gone\"", ct: Token);

        await RunAsync(world);

        Assert.All((await RepositoryAsync(world, "api")).Kept, image => Assert.Equal("unknown", image.Because));
        Assert.NotEmpty((await RepositoryAsync(world, "search")).Dropping);
    }

    [Fact]
    public async Task A_repository_that_refuses_stops_no_other()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1));
        await PushAsync(world, "api", 3);
        await PushAsync(world, "search", 3);
        world.Sandbox.Actions.FailAws("ecr", "BatchDeleteImage", 403, "AccessDeniedException", 1);

        await RunAsync(world);

        Assert.Contains("Kayron is not allowed to delete images of api", (await RepositoryAsync(world, "api")).Problem, StringComparison.Ordinal);
        Assert.Null((await RepositoryAsync(world, "search")).Problem);
        Assert.NotEmpty((await world.Get<IImageQueries>().ListDroppedAsync("search", All, Token)).Items);
    }

    [Fact]
    public async Task Starting_again_and_again_deletes_no_more_than_one_run_would()
    {
        var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1, Drop: 1));
        try
        {
            await PushAsync(world, "search", 6);
            for (var start = 0; start < 3; start++)
            {
                await RunAsync(world);
                world = await world.RestartAsync(services => Configure(services, new ImageSettings(DryRun: false, Keep: 1, Drop: 1)));
            }
            Assert.Equal(1, (await world.Get<IImageQueries>().ListDroppedAsync("search", All, Token)).Total);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_repository_of_two_environments_is_one_and_is_read_once()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false));
        await RunAsync(world);
        world.Sandbox.Calls.Reset();

        await RunAsync(world);

        var repositories = await world.Get<IImageQueries>().ListAsync(All, Token);
        Assert.Equal(["api", "billing", "ledger", "mailer", "search", "web"], repositories.Items.Select(repository => repository.Name));
        // One for each repository, and none for what is known; what drifts is looked up by the loop's own observer.
        Assert.Equal(0, world.Sandbox.Calls.Counts().Where(call => call.Operation == "BatchGetImage").Sum(call => call.Count));
        Assert.Equal(1, world.Sandbox.Calls.Counts().Where(call => call.Operation == "ListClusters").Sum(call => call.Count));
    }

    [Fact]
    public async Task Another_process_that_cleans_up_is_left_to_it()
    {
        await using var world = await StartAsync(new ImageSettings(DryRun: false, Keep: 1));
        await PushAsync(world, "api", 3);
        await using (var database = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Token))
        {
            database.Leases.Add(new LeaseRow { Environment = ImageCleanup.LeaseName, Holder = "elsewhere/1/1/1", Fence = 1, Expires = TimeProvider.System.GetUtcNow().AddMinutes(1) });
            await database.SaveChangesAsync(Token);
        }

        await RunAsync(world);

        Assert.Equal(0, Deletions(world));
    }

    [Fact]
    public async Task Runs_are_an_hour_apart_give_or_take_a_per_cent()
    {
        await using var world = await StartAsync(new ImageSettings());
        var pauses = new List<TimeSpan>();
        for (var run = 0; run < 4; run++)
        {
            await RunAsync(world);
            pauses.Add(world.Get<ImageWorker>().Cooler);
        }
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromHours(0.99), TimeSpan.FromHours(1.01)));
        Assert.NotEqual(1, pauses.Distinct().Count());
    }

    private static Task<LoopWorld> StartAsync(ImageSettings images) => LoopWorld.StartAsync(replace: services => Configure(services, images));

    private static void Configure(IServiceCollection services, ImageSettings images)
    {
        var settings = (KayronSettings)services.Last(service => service.ServiceType == typeof(KayronSettings)).ImplementationInstance!;
        services.AddSingleton(settings with { Images = images });
    }

    private static Task RunAsync(LoopWorld world) => world.Get<ImageWorker>().EnsureAsync(Token);

    /// <summary>Versions that nobody wants, newer than what runs.</summary>
    private static async Task PushAsync(LoopWorld world, string repository, int count)
    {
        for (var index = 0; index < count; index++) await world.Sandbox.Actions.PushImageAsync(repository, $"v9.{index}.0", platforms: Both, ct: Token);
    }

    private static async Task<IReadOnlyList<StoredTag>> ImagesAsync(LoopWorld world, string repository) =>
        [.. (await world.Get<IImageRepositories>().ReadAsync(world.Settings.Environments[0], repository, Token))!.Select(image => new StoredTag(image.Digest, image.Tags, image.Children))];

    private sealed record StoredTag(string Digest, IReadOnlyList<string> Tags, IReadOnlyList<string> Children);

    private static async Task<IReadOnlyList<string>> TagsAsync(LoopWorld world, string repository) => [.. (await ImagesAsync(world, repository)).SelectMany(image => image.Tags)];

    /// <summary>Versions that run or should run in any environment.</summary>
    private static async Task<IReadOnlyList<string>> NeededAsync(LoopWorld world, string release)
    {
        List<string> needed = [];
        foreach (var environment in world.Settings.Environments)
        {
            await world.RunAsync(environment.Name);
            var view = (await world.Get<IEnvironmentQueries>().FindAsync(environment.Name, Token))!.Releases.Single(view => view.Name == release);
            needed.AddRange(new[] { view.Current, view.Desired }.OfType<string>());
        }
        return needed;
    }

    private static async Task AssertNoOrphansAsync(LoopWorld world, string repository)
    {
        var images = await ImagesAsync(world, repository);
        Assert.DoesNotContain(images, image => image.Tags.Count == 0 && !images.Any(index => index.Children.Contains(image.Digest)));
        Assert.All(images.SelectMany(image => image.Children), child => Assert.Contains(images, image => image.Digest == child));
    }

    private static async Task<ImageRepositoryView> RepositoryAsync(LoopWorld world, string name) =>
        (await world.Get<IImageQueries>().ListAsync(All, Token)).Items.Single(repository => repository.Name == name);

    private static int Deletions(LoopWorld world) => world.Sandbox.Calls.Counts().Where(call => call.Operation == "BatchDeleteImage").Sum(call => call.Count);
}
