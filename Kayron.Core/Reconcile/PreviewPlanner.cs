using System.Collections.Concurrent;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Plans an environment's previews and renders them into its templates, without a mutating call. Costs, where nothing moves: one conditional request a hundred open pull
/// requests of a service with previews (read twice where there are more), one read of the database, and no image look-up.
/// </summary>
public sealed class PreviewPlanner(ISourceControl sourceControl, PreviewImages images, IPreviewStore store)
{
    private readonly ConcurrentDictionary<string, PreviewRendering> _renderings = new();

    /// <param name="bundle">The templates without previews.</param>
    /// <returns>The previews, and the templates with those that are planned.</returns>
    public async Task<(PreviewPlan Plan, TemplateBundle Bundle)> PlanAsync(
        EnvironmentSettings environment, EnvironmentMemory memory, EnvironmentObservation observation, TemplateBundle bundle, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var remembered = await store.ReadAsync(environment.Name, cancellationToken);
        var running = CurrentVersion.OfPreviews(observation.Services);
        // Without a record of what was applied, what runs has to do.
        var applied = memory.Baseline?.Inputs.Previews ?? running;
        var releases = observation.Releases.Select(release => release.Definition).Where(release => release.Image is not null).ToList();
        var services = releases.Where(release => release.Preview && environment.Previews.Enabled).ToList();
        if (services.Count == 0 && remembered.Count == 0 && applied.Count == 0) return (PreviewPlan.None, bundle);

        var pauses = memory.Pauses.Where(pause => pause.Service is not null).ToLookup(pause => pause.Service!);
        var chosen = await Task.WhenAll(services.Select(async release =>
        {
            var (pulls, problem) = pauses[release.Name].FirstOrDefault() is { } pause ? (null, pause.Describe()) : await ListAsync(environment, release, maximumAge, cancellationToken);
            return await ChooseAsync(
                new PreviewFacts(environment, release, pulls, problem, [.. remembered.Where(preview => preview.Service == release.Name)], OfService(applied, release.Name), OfService(running, release.Name)), cancellationToken);
        }));
        var leaving = remembered.Where(preview => services.TrueForAll(release => release.Name != preview.Service) && (applied.ContainsKey(preview.Key) || running.ContainsKey(preview.Key)))
            .Select(preview => preview with { State = PreviewState.Removing, Reason = "previews are no longer wanted here", Running = running.GetValueOrDefault(preview.Key) });

        var rendering = Rendering(environment, bundle);
        var (rows, planned, texts) = rendering.Render([.. chosen, new ChosenPreviews(null, [.. leaving], [])], remembered, applied);
        var removed = applied.Where(preview => !planned.Any(other => other.Key == preview.Key)).OrderBy(preview => preview.Key, StringComparer.Ordinal)
            .Select(preview => Removed(preview.Key, preview.Value, rows)).ToList();
        return (new PreviewPlan([.. rows.OrderBy(row => row.Service, StringComparer.Ordinal).ThenBy(row => row.PullRequest)], remembered, planned, removed), rendering.BundleWith(texts));
    }

    private PreviewRendering Rendering(EnvironmentSettings environment, TemplateBundle bundle) =>
        _renderings.TryGetValue(environment.Name, out var known) && ReferenceEquals(known.Templates.Bundle, bundle)
            ? known
            : _renderings[environment.Name] = new PreviewRendering(environment, new PreviewTemplates(bundle));

    /// <summary>A list that cannot be read in full says nothing: the service's previews stay as they run.</summary>
    private async Task<(IReadOnlyList<OpenPullRequest>? Pulls, string? Problem)> ListAsync(EnvironmentSettings environment, ReleaseDefinition release, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        try
        {
            return (await sourceControl.ListPullRequestsAsync(new RepositoryName(environment.ReleaseSource.Owner, release.Repository), maximumAge, cancellationToken), null);
        }
        catch (ReconcileException fault)
        {
            return (null, $"its pull requests cannot be read: {fault.Message}");
        }
    }

    private async Task<ChosenPreviews> ChooseAsync(PreviewFacts facts, CancellationToken cancellationToken)
    {
        if (facts.PullRequests is null) return ChosenPreviews.AsTheyRun(facts);
        var selected = PreviewSelection.Of(facts);
        var chosen = await Task.WhenAll(selected.Select(async preview =>
        {
            var (image, problem) = PreviewChoice.NeedsImage(facts, preview) ? await FindImageAsync(facts, preview, cancellationToken) : (null, null);
            return PreviewChoice.Of(facts, preview, image, problem);
        }));
        return new ChosenPreviews(facts.Release, [.. chosen.Select(choice => choice.Preview), .. PreviewChoice.Leaving(facts, selected, "its pull request is closed")],
            [.. chosen.Where(choice => choice.Commit is not null).Select(choice => (choice.Preview.Hash, choice.Commit!))]);
    }

    private async Task<(ImageLookup? Image, string? Problem)> FindImageAsync(PreviewFacts facts, Preview preview, CancellationToken cancellationToken)
    {
        try
        {
            return (await images.FindAsync(facts.Environment, facts.Release.Image!, preview.Desired, cancellationToken), null);
        }
        catch (ReconcileException fault)
        {
            return (null, fault.Message);
        }
    }

    private static Dictionary<string, string> OfService(IReadOnlyDictionary<string, string> previews, string service) =>
        previews.Where(preview => preview.Key.StartsWith(service + '/', StringComparison.Ordinal) && !preview.Key[(service.Length + 1)..].Contains('/', StringComparison.Ordinal))
            .ToDictionary(preview => preview.Key[(service.Length + 1)..], preview => preview.Value);

    private static ChangedPreview Removed(string key, string commit, IReadOnlyList<Preview> rows)
    {
        var slash = key.LastIndexOf('/');
        return new ChangedPreview(key[..slash], key[(slash + 1)..], rows.FirstOrDefault(row => row.Key == key)?.PullRequest ?? 0, commit, null);
    }
}
