using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Workers;

/// <summary>
/// Cleans up one repository. An index goes first, then what it referred to and nothing else does: ECR lets go of neither in the other order. What was begun
/// is stored before, so that a run that dies between the two is made good by the next.
/// </summary>
public sealed class RepositoryCleanup(KayronSettings settings, IImageRepositories registry, IImageStore store, KayronMetrics metrics, TimeProvider clock, ILogger<RepositoryCleanup> logger)
{
    /// <summary>Runs are a cooler apart, give or take a per cent: what the run before this one dropped does not count any more.</summary>
    private const double Window = 0.98;

    public async Task CleanAsync(Lease lease, ImageSurvey survey, ImageRepository repository, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var images = await TryReadAsync(lease, repository, environment, cancellationToken);
        if (images is null) return;
        var uses = survey.UsesOf(repository, await store.ReadRememberedAsync(cancellationToken));
        var run = new Run(lease, survey, repository, environment, new ImageTree(images), uses, []);
        if (!settings.Images.DryRun) await GuardAsync(run, () => FinishLeftoversAsync(run, cancellationToken));
        var plan = await PlanAsync(run, cancellationToken);
        if (!settings.Images.DryRun) await GuardAsync(run, () => DropAsync(run, plan, cancellationToken));
        await store.SaveRepositoryAsync(
            lease, new RepositoryLook(repository, clock.GetUtcNow(), run.Problems.Count == 0 ? null : string.Join("; ", run.Problems.Distinct()), images.Count, plan.Verdicts), cancellationToken);
        Tell(run, plan);
    }

    private sealed record Run(
        Lease Lease, ImageSurvey Survey, ImageRepository Repository, EnvironmentSettings Environment, ImageTree Tree, IReadOnlyList<ImageUse> Uses, List<string> Problems);

    private async Task<IReadOnlyList<StoredImage>?> TryReadAsync(Lease lease, ImageRepository repository, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var problem = $"the registry has no repository {repository.Name}";
        try
        {
            if (await registry.ReadAsync(environment, repository.Name, cancellationToken) is { } images) return images;
        }
        catch (ReconcileException fault)
        {
            problem = fault.Message;
        }
        logger.Warning("images of a repository could not be read", ("registry", repository.Registry.ToString()), ("repository", repository.Name), ("reason", problem));
        await store.SaveRepositoryAsync(lease, new RepositoryLook(repository, clock.GetUtcNow(), problem, 0, []), cancellationToken);
        return null;
    }

    /// <summary>A refusal ends the deletions in this repository; what was planned is stored and shown all the same.</summary>
    private static async Task GuardAsync(Run run, Func<Task> delete)
    {
        try
        {
            await delete();
        }
        catch (ReconcileException fault)
        {
            run.Problems.Add(fault.Message);
        }
    }

    private async Task<CleanupPlan> PlanAsync(Run run, CancellationToken cancellationToken)
    {
        var spent = await store.CountDropsAsync(run.Repository, clock.GetUtcNow() - (settings.Images.Pause * Window), cancellationToken);
        return CleanupPlan.Of(run.Tree, run.Uses, new CleanupRule(settings.Images.Keep, settings.Images.Drop), spent);
    }

    private async Task FinishLeftoversAsync(Run run, CancellationToken cancellationToken)
    {
        foreach (var drop in await store.ReadUnfinishedAsync(run.Repository, cancellationToken))
        {
            // It is still there: what becomes of it is decided anew.
            if (run.Tree.Find(drop.Digest) is not null) await store.EndDropAsync(run.Lease, drop, dropped: false, cancellationToken);
            else await FinishAsync(run, drop, cancellationToken);
        }
    }

    private async Task DropAsync(Run run, CleanupPlan plan, CancellationToken cancellationToken)
    {
        foreach (var verdict in plan.Verdicts.Where(verdict => verdict.Drops).Reverse())
        {
            var (image, reached) = (verdict.Image, run.Tree.Reach(verdict.Image));
            var drop = await store.BeginDropAsync(
                run.Lease, run.Repository, verdict, [.. reached.Skip(1)],
                remembered => run.Survey.UsesOf(run.Repository, remembered).Any(use => use.Keeps(image, reached.ToHashSet())), cancellationToken);
            if (drop is null) continue;
            // crash here: the image is there, and so is the note; the next run finds both and decides anew.
            if (!Succeeded(run, await registry.DeleteAsync(run.Environment, run.Repository.Name, [image], cancellationToken))) continue;
            run.Tree.Remove(image.Digest);
            // crash here: the image is gone, its parts are not; the note names them.
            await FinishAsync(run, drop, cancellationToken);
        }
    }

    private async Task FinishAsync(Run run, ImageDrop drop, CancellationToken cancellationToken)
    {
        // An index below an index sets its own parts free only when it is gone.
        for (var freed = true; freed && run.Tree.Orphans(drop.Children, run.Uses) is { Count: > 0 } orphans;)
        {
            var failures = await registry.DeleteAsync(run.Environment, run.Repository.Name, orphans, cancellationToken);
            // An index that was pushed since refers to it: then it is no orphan.
            if (!Succeeded(run, [.. failures.Where(failure => failure.Code != "ImageReferencedByManifestList")])) return;
            var gone = orphans.Where(orphan => !failures.Any(failure => failure.Digest == orphan.Digest)).ToList();
            foreach (var orphan in gone) run.Tree.Remove(orphan.Digest);
            freed = gone.Count > 0;
        }
        await store.EndDropAsync(run.Lease, drop, dropped: true, cancellationToken);
        metrics.ImageDropped(run.Repository.Registry.ToString(), run.Repository.Name);
        logger.Info("image was dropped", ("registry", run.Repository.Registry.ToString()), ("repository", run.Repository.Name), ("tags", string.Join(' ', drop.Tags)), ("digest", drop.Digest));
    }

    private static bool Succeeded(Run run, IReadOnlyList<DeletionFailure> failures)
    {
        run.Problems.AddRange(failures.Select(failure => $"ECR keeps {failure.Tag ?? failure.Digest} ({failure.Code}: {failure.Reason})"));
        return failures.Count == 0;
    }

    private void Tell(Run run, CleanupPlan plan)
    {
        var (registryName, name) = (run.Repository.Registry.ToString(), run.Repository.Name);
        foreach (var because in KeptBecauseNames.All) metrics.ImagesKept(registryName, name, because.Name(), plan.Verdicts.Count(verdict => verdict.Kept == because));
        if (run.Problems.Count > 0) logger.Warning("images could not be dropped", ("registry", registryName), ("repository", name), ("reason", string.Join("; ", run.Problems)));
        if (!settings.Images.DryRun) return;
        foreach (var verdict in plan.Verdicts.Where(verdict => verdict.Drops))
            logger.Info("image would be dropped", ("registry", registryName), ("repository", name), ("tags", string.Join(' ', verdict.Image.Tags)), ("digest", verdict.Image.Digest));
    }
}
