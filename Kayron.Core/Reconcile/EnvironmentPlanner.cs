using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Reconcile;

/// <summary>Observes an environment and plans it, without a mutating call.</summary>
public sealed class EnvironmentPlanner(Observer observer, TemplateReader templates, PreviewPlanner previews, FollowedReleases followed, ISoaks soaks, TimeProvider clock)
{
    public async Task<(EnvironmentPlan Plan, TemplateBundle Bundle)> PlanAsync(
        EnvironmentSettings environment, EnvironmentMemory memory, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var observation = await observer.ObserveAsync(environment, memory.Claims, memory.Quarantines, maximumAge, cancellationToken);
        if (environment.SourceCommit is null) followed.Remember(environment.Name, observation.Releases);
        var now = clock.GetUtcNow();
        var elsewhere = await ReadProgressAsync(environment, observation, cancellationToken);
        var chosen = observation.Releases.Select(release => ServiceRules.Choose(new ServiceFacts(environment, now, release, memory.Pauses) { Elsewhere = elsewhere })).ToList();
        var (infrastructure, bundle) = await ReadTemplatesAsync(
            environment, RollbackFirst.Hold(chosen).First(release => release.Definition.Kind == ReleaseKind.Infrastructure), observation.Stack, cancellationToken);
        var releases = RollbackFirst.Hold([.. chosen.Select(release => release.Definition.Kind == ReleaseKind.Infrastructure ? infrastructure : release)]);
        var (planned, rendered) = await previews.PlanAsync(environment, memory, observation, bundle, maximumAge, cancellationToken);
        var plan = Planner.Plan(environment, observation, releases, rendered.Parameters, rendered.Files.ToDictionary(file => file.Path, file => file.Digest), memory.Baseline, planned);
        return (plan, rendered);
    }

    /// <summary>Of the environment that versions soak in. Costs nothing where all runs as wanted.</summary>
    private async Task<EnvironmentProgress> ReadProgressAsync(EnvironmentSettings environment, EnvironmentObservation observation, CancellationToken cancellationToken)
    {
        var differing = observation.Releases.Where(release => release.Desired is DesiredVersion.Known { Version: var version } && version != release.Current).Select(release => release.Definition.Name).ToList();
        return differing.Count == 0 ? EnvironmentProgress.None : await soaks.ReadAsync(environment.Policies.Soak?.Environment, differing, cancellationToken);
    }

    /// <summary>Templates that cannot be used hold the infrastructure at what runs; services go on with the running templates.</summary>
    private async Task<(ChosenRelease, TemplateBundle)> ReadTemplatesAsync(EnvironmentSettings environment, ChosenRelease infrastructure, StackState stack, CancellationToken cancellationToken)
    {
        try
        {
            return (infrastructure, await templates.ReadAsync(environment, infrastructure, stack, cancellationToken));
        }
        catch (ReconcileException fault) when (fault is not TransientException && infrastructure is { Moves: true, Current: not null })
        {
            var held = infrastructure.Hold(ReleaseState.Unresolved, fault.Message);
            return (held, await templates.ReadAsync(environment, held, stack, cancellationToken));
        }
    }
}
