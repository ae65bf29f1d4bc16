using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

/// <summary>Answers every query of the dashboard from a <see cref="DashboardWorld"/>.</summary>
public sealed class FakeQueries(DashboardWorld world) : IEnvironmentQueries, IChangeQueries, IDeploymentQueries, IRunQueries, IPauseQueries, IClaimQueries, IPreviewQueries, IImageQueries
{
    Task<IReadOnlyList<EnvironmentView>> IEnvironmentQueries.ListAsync(CancellationToken cancellationToken)
    {
        world.Reads++;
        return Task.FromResult<IReadOnlyList<EnvironmentView>>([.. world.Environments]);
    }

    Task<EnvironmentView?> IEnvironmentQueries.FindAsync(string name, CancellationToken cancellationToken)
    {
        world.Reads++;
        return Task.FromResult(world.Environments.FirstOrDefault(environment => environment.Name == name));
    }

    public Task<Page<ChangeSummary>> ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(world.Changes.Where(change => Fits(environment, change.Environment) && Fits(state, change.State)).Select(Summary), page));

    Task<ChangeView?> IChangeQueries.FindAsync(string id, CancellationToken cancellationToken)
    {
        world.Reads++;
        return Task.FromResult(world.Changes.FirstOrDefault(change => change.Id == id));
    }

    Task<Page<DeploymentSummary>> IDeploymentQueries.ListAsync(string? environment, string? state, string? search, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(
            world.Deployments
                .Where(deployment => Fits(environment, deployment.Environment) && Fits(state, deployment.State) && Mentions(deployment, search))
                .Select(DashboardWorld.Summary),
            page));

    Task<DeploymentView?> IDeploymentQueries.FindAsync(long id, CancellationToken cancellationToken)
    {
        world.Reads++;
        return Task.FromResult(world.Deployments.FirstOrDefault(deployment => deployment.Id == id));
    }

    Task<Page<RunView>> IRunQueries.ListAsync(string? environment, string? outcome, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(world.Runs.Where(run => Fits(environment, run.Environment) && Fits(outcome, run.Outcome)), page));

    Task<Page<PauseView>> IPauseQueries.ListAsync(PageRequest page, CancellationToken cancellationToken) => Task.FromResult(Cut(world.Pauses, page));

    Task<Page<ClaimView>> IClaimQueries.ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(world.Claims.Where(claim => Fits(environment, claim.Environment)), page));

    Task<Page<PreviewView>> IPreviewQueries.ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(world.Previews.Where(preview => Fits(environment, preview.Environment) && Fits(state, preview.State)), page));

    Task<ImageCleanupView> IImageQueries.FindRunAsync(CancellationToken cancellationToken) => Task.FromResult(world.ImageRun);

    Task<Page<ImageRepositoryView>> IImageQueries.ListAsync(PageRequest page, CancellationToken cancellationToken) => Task.FromResult(Cut(world.ImageRepositories, page));

    Task<Page<DroppedImageView>> IImageQueries.ListDroppedAsync(string? repository, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Cut(world.DroppedImages.Where(image => Fits(repository, image.Repository)), page));

    private static bool Fits(string? wanted, string actual) => wanted is null || wanted == actual;

    private static bool Mentions(DeploymentView deployment, string? search) =>
        search is null || deployment.Releases.Any(release => release.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || release.To.Contains(search, StringComparison.OrdinalIgnoreCase));

    private static Page<T> Cut<T>(IEnumerable<T> all, PageRequest page)
    {
        var items = all.ToList();
        return new([.. items.Skip(page.Offset).Take(page.Limit)], items.Count);
    }

    private static ChangeSummary Summary(ChangeView change) => new(
        change.Id, change.Environment, change.State, change.Fingerprint, change.CreatedAt, change.Releases, change.Waiting,
        change.Approvals.Count(approval => approval.Verdict == "approved"), change.Required,
        change.Resources.Count(resource => resource.Action.EndsWith("replace", StringComparison.Ordinal)), change.Resources.Count(resource => resource.Action == "remove"), change.DeploymentId);
}
