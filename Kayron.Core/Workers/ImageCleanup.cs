using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Workers;

/// <summary>
/// One run of image clean-up: look at all environments, then plan and delete in each repository that a release names. What one repository refuses stops no
/// other; what one environment does not tell stops all.
/// </summary>
public sealed class ImageCleanup(
    KayronSettings settings, ImageLookout lookout, RepositoryCleanup repositories, IImageStore store, ILeases leases, LiveFeed feed, TimeProvider clock, ILogger<ImageCleanup> logger)
{
    /// <summary>No environment can have this name.</summary>
    public const string LeaseName = "images:";

    /// <param name="next">When the next run follows this one.</param>
    public async Task RunAsync(TimeSpan next, CancellationToken cancellationToken)
    {
        if (await leases.AcquireAsync(LeaseName, cancellationToken) is not { } lease) return;
        var survey = await lookout.LookAsync(cancellationToken);
        var problem = survey.Problems.Count == 0 ? null : string.Join("; ", survey.Problems);
        if (problem is null)
        {
            foreach (var (repository, environment) in survey.Repositories)
            {
                // A run may take longer than a lease holds.
                lease = await leases.AcquireAsync(LeaseName, cancellationToken) ?? throw new LeaseLostException(LeaseName);
                await repositories.CleanAsync(lease, survey, repository, environment, cancellationToken);
            }
        }
        else logger.Warning("image clean-up could not go on", ("reason", problem));
        var now = clock.GetUtcNow();
        await store.SaveRunAsync(lease, new CleanupRun(now, now + next, settings.Images.DryRun, problem), problem is null ? [.. survey.Repositories.Keys] : null, cancellationToken);
        feed.Publish(LeaseName);
    }
}
