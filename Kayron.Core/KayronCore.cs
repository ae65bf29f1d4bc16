using Kayron.Core.Aws;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub;
using Kayron.Core.Notifications;
using Kayron.Core.Observation;
using Kayron.Core.Outbox;
using Kayron.Core.Outbox.Senders;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Core.Telemetry;
using Kayron.Core.Webhooks;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Kayron.Core;

/// <summary>Puts Kayron together: adapters behind the ports, the loop, the stores. The host adds what triggers workers.</summary>
public static class KayronCore
{
    public static IServiceCollection AddKayronCore(this IServiceCollection services, KayronSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.GitHub).AddSingleton<PublicAddress>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KayronMetrics>().AddSingleton<LiveFeed>();
        services.AddPooledDbContextFactory<KayronDb>(options => Database.Configure(options, settings.Data));
        return services.AddAdapters(settings).AddLoop().AddStores().AddGates().AddPeople(settings).AddOutbox().AddPredictions().AddImages().AddWorkers(settings);
    }

    private static IServiceCollection AddAdapters(this IServiceCollection services, KayronSettings settings) => services
        .AddSingleton(provider => GitHubAdapters.Create(
            settings.GitHub, Path.Combine(settings.Data, "cache", "github"), provider.GetRequiredService<KayronMetrics>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<GitHubAdapters>().SourceControl)
        .AddSingleton(provider => provider.GetRequiredService<GitHubAdapters>().Deployments)
        .AddSingleton(provider => provider.GetRequiredService<GitHubAdapters>().Comments)
        .AddSingleton(provider => AwsAdapters.Create(
            settings.Aws, provider.GetRequiredService<KayronMetrics>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().Stacks)
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().RunningServices)
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().Images)
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().RunningImages)
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().ImageRepositories)
        .AddSingleton(provider => provider.GetRequiredService<AwsAdapters>().Templates);

    private static IServiceCollection AddLoop(this IServiceCollection services) => services
        .AddSingleton<FollowedReleases>().AddSingleton<ReleaseReader>().AddSingleton<Observer>().AddSingleton<TemplateReader>().AddSingleton<PreviewImages>().AddSingleton<PreviewPlanner>().AddSingleton<EnvironmentPlanner>().AddSingleton<ChangeContents>().AddSingleton<ChangeDraft>()
        .AddSingleton<Verification>().AddSingleton<DeploymentSteps>().AddSingleton<ChangeSteps>().AddSingleton<ExternalUpdates>().AddSingleton<RunLog>().AddSingleton<RunJournal>().AddSingleton<Reconciler>()
        .AddSingleton<PlanPreview>().AddSingleton<WebhookReceiver>();

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<ILeases, Leases>().AddSingleton<IEnvironmentStore, EnvironmentStore>().AddSingleton<IChangeStore, ChangeStore>().AddSingleton<IDeploymentStore, DeploymentStore>().AddSingleton<ISoaks, Soaks>()
        .AddSingleton<IEnvironmentQueries, EnvironmentQueries>().AddSingleton<IChangeQueries, ChangeQueries>().AddSingleton<IDeploymentQueries, DeploymentQueries>()
        .AddSingleton<IRunQueries, RunQueries>().AddSingleton<IPauseQueries, PauseQueries>().AddSingleton<IClaimQueries, ClaimQueries>()
        .AddSingleton<IPreviewStore, PreviewStore>().AddSingleton<IPreviewQueries, PreviewQueries>()
        .AddSingleton<IAuditQueries, AuditQueries>().AddSingleton<ITokenQueries, TokenQueries>()
        .AddSingleton<IChangeCommands, ChangeCommands>().AddSingleton<IPauseCommands, PauseCommands>().AddSingleton<IClaimCommands, ClaimCommands>().AddSingleton<IReconcileCommands, ReconcileCommands>()
        .AddSingleton<IRetentionStore, RetentionStore>().AddSingleton<ITokenStore, TokenStore>().AddSingleton<ITokenCommands, TokenCommands>();

    /// <summary>What people do when a gate is in the way, and when something must go back.</summary>
    private static IServiceCollection AddGates(this IServiceCollection services) => services
        .AddSingleton<IOverrideCommands, OverrideCommands>().AddSingleton<IOverrideQueries, OverrideQueries>().AddSingleton<IRetryCommands, RetryCommands>()
        .AddSingleton<Departure>().AddSingleton<IVerifiedVersions, VerifiedVersions>().AddSingleton<IRollbackCommands, RollbackCommands>().AddSingleton<IQuarantineQueries, QuarantineQueries>().AddSingleton<ITraceQueries, TraceQueries>().AddSingleton<ISimulationQueries, SimulationQueries>();

    private static IServiceCollection AddPeople(this IServiceCollection services, KayronSettings settings)
    {
        if (settings.Auth.GitHub is { } signIn)
            services.AddSingleton<IMemberships>(provider => new MembershipReader(settings.GitHub, signIn.Organization, provider.GetRequiredService<KayronMetrics>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<SessionCache>().AddSingleton(settings.Auth.Sessions).AddSingleton(settings.Auth.ToRoles())
            .AddSingleton<IAccountStore, AccountStore>().AddSingleton<IPeopleQueries, PeopleQueries>().AddSingleton<IPeopleCommands, PeopleCommands>();
    }

    /// <summary>What is told outside: one sender a kind of message.</summary>
    private static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<IOutboxStore, OutboxStore>().AddSingleton<OutboxJournal>().AddSingleton<OutboxWorker>()
        .AddSingleton<IOutboxQueries, OutboxQueries>().AddSingleton<IOutboxCommands, OutboxCommands>()
        .AddSingleton<IToldDeployments, ToldDeployments>().AddSingleton<DeploymentSender>().AddSingleton<ICommentMemory, CommentMemory>().AddSingleton<CommentSender>()
        .AddSingleton<INoticeStore, NoticeStore>().AddSingleton<NotificationSenders>()
        .AddSingleton<IReadOnlyList<IOutboxSender>>(provider =>
            [provider.GetRequiredService<DeploymentSender>(), provider.GetRequiredService<CommentSender>(), .. provider.GetRequiredService<NotificationSenders>().All]);

    /// <summary>What pull requests to the releases repositories would change, told on them.</summary>
    private static IServiceCollection AddPredictions(this IServiceCollection services) => services
        .AddSingleton<IPredictionStore, PredictionStore>().AddSingleton<ProposalPlanner>().AddSingleton<Predictions>()
        .AddSingleton(provider => new PullRequestWorker(
            [.. provider.GetRequiredService<KayronSettings>().Environments.Select(environment => environment.ReleaseSource).Distinct()], provider.GetRequiredService<Predictions>(),
            provider.GetRequiredService<ILogger<PullRequestWorker>>()));

    private static IServiceCollection AddImages(this IServiceCollection services) => services
        .AddSingleton<IImageStore, ImageStore>().AddSingleton<IImageQueries, ImageQueries>()
        .AddSingleton<ImageLookout>().AddSingleton<RepositoryCleanup>().AddSingleton<ImageCleanup>().AddSingleton<ImageWorker>();

    private static IServiceCollection AddWorkers(this IServiceCollection services, KayronSettings settings) => services
        .AddSingleton<IReadOnlyList<IWorker>>(provider =>
        [
            .. settings.Environments.Select(environment => new ReconcileWorker(environment, provider.GetRequiredService<Reconciler>())),
            provider.GetRequiredService<OutboxWorker>(),
            .. settings.GitHub.Comments ? [provider.GetRequiredService<PullRequestWorker>()] : Array.Empty<IWorker>(),
            ActivatorUtilities.CreateInstance<RetentionWorker>(provider, settings.Retention),
            .. settings.Notifications.Count > 0 ? [ActivatorUtilities.CreateInstance<NotificationWorker>(provider, settings.Notifications)] : Array.Empty<IWorker>(),
            .. settings.Images.Enabled ? [provider.GetRequiredService<ImageWorker>()] : Array.Empty<IWorker>(),
        ]);
}
