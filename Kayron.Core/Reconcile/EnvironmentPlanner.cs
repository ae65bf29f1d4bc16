using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Reconcile;

/// <summary>Observes an environment and plans it, without a mutating call.</summary>
public sealed class EnvironmentPlanner(Observer observer, TemplateReader templates, TimeProvider clock)
{
    public async Task<(EnvironmentPlan Plan, TemplateBundle Bundle)> PlanAsync(
        EnvironmentSettings environment, EnvironmentMemory memory, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var observation = await observer.ObserveAsync(environment, maximumAge, cancellationToken);
        var paused = PausedServices(memory);
        var chosen = observation.Releases.Select(release => VersionChoice.Of(release, paused)).ToList();
        var (infrastructure, bundle) = await ReadTemplatesAsync(environment, chosen.First(release => release.Definition.Kind == ReleaseKind.Infrastructure), observation.Stack, cancellationToken);
        var releases = chosen.Select(release => release.Definition.Kind == ReleaseKind.Infrastructure ? infrastructure : release).ToList();
        var plan = Planner.Plan(environment, observation, releases, bundle.Parameters, bundle.Files.ToDictionary(file => file.Path, file => file.Digest), memory.Baseline);
        return (plan, bundle);
    }

    private Dictionary<string, string> PausedServices(EnvironmentMemory memory) =>
        memory.Pauses.Where(pause => pause.Service is not null && pause.IsInForce(clock.GetUtcNow()))
            .GroupBy(pause => pause.Service!).ToDictionary(pauses => pauses.Key, pauses => pauses.First().Describe());

    /// <summary>Templates that cannot be used hold the infrastructure at what runs; services go on with the running templates.</summary>
    private async Task<(ChosenRelease, TemplateBundle)> ReadTemplatesAsync(EnvironmentSettings environment, ChosenRelease infrastructure, StackState stack, CancellationToken cancellationToken)
    {
        try
        {
            return (infrastructure, await templates.ReadAsync(environment, infrastructure, stack, cancellationToken));
        }
        catch (ReconcileException fault) when (fault is not TransientException && infrastructure is { State: ReleaseState.Drifted, Current: not null })
        {
            var held = infrastructure.Hold(ReleaseState.Unresolved, fault.Message);
            return (held, await templates.ReadAsync(environment, held, stack, cancellationToken));
        }
    }
}
