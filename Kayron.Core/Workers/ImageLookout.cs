using Kayron.Core.Configuration;
using Kayron.Core.Images;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Workers;

/// <summary>Looks at every environment, to know which images are needed. One that cannot be seen may run any of them: then there is nothing to decide on.</summary>
public sealed class ImageLookout(KayronSettings settings, EnvironmentPlanner planner, IEnvironmentStore environments, IRunningImages runningImages, ILogger<ImageLookout> logger)
{
    public async Task<ImageSurvey> LookAsync(CancellationToken cancellationToken)
    {
        var survey = new ImageSurvey();
        foreach (var environment in settings.Environments) await TryAsync(survey, environment, () => LookAsync(survey, environment, cancellationToken), cancellationToken);
        foreach (var place in settings.Environments.DistinctBy(environment => (environment.Region, environment.RoleArn, environment.ExternalId)))
            await TryAsync(survey, place, async () => survey.Uses.AddRange(EnvironmentUses.Of(await runningImages.ReadAsync(place, cancellationToken))), cancellationToken);
        return survey;
    }

    private async Task LookAsync(ImageSurvey survey, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var memory = await environments.ReadAsync(environment.Name, cancellationToken);
        var (plan, _) = await planner.PlanAsync(environment, memory, environment.Interval, cancellationToken);
        var registry = RegistryOf(environment, plan.Observation.Stack.Account);
        survey.Registries[environment.Name] = registry;
        survey.Uses.AddRange(EnvironmentUses.Of(environment.Name, registry, plan));
        foreach (var image in plan.Releases.Select(release => release.Definition.Image).OfType<string>()) survey.Repositories.TryAdd(new ImageRepository(registry, image), environment);
    }

    private async Task TryAsync(ImageSurvey survey, EnvironmentSettings environment, Func<Task> look, CancellationToken cancellationToken)
    {
        try
        {
            await look();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (failure is not ReconcileException) logger.Error(failure, "environment could not be read for image clean-up", ("environment", environment.Name));
            survey.Problems.Add($"{environment.Name} could not be read: {failure.Message}");
        }
    }

    /// <summary>Whoever asks ECR without a registry's id is answered from the account of the role he has.</summary>
    private static RegistryAddress RegistryOf(EnvironmentSettings environment, string account) => new(
        environment.Registry.Account ?? AccountIn(environment.Registry.RoleArn) ?? AccountIn(environment.RoleArn) ?? account, environment.Registry.Region ?? environment.Region);

    private static string? AccountIn(string? role) => role?.Split(':')[4];
}
