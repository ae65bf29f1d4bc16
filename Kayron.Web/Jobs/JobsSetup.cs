using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Kayron.Core.Configuration;
using Kayron.Core.Workers;
using Kayron.Web.Auth;
using Kayron.Web.Hosting;

namespace Kayron.Web.Jobs;

/// <summary>Hangfire without its global state, so that one process can hold several daemons (tests do).</summary>
internal static class JobsSetup
{
    private static readonly TimeSpan KeepFinished = TimeSpan.FromMinutes(30);

    public static void AddJobs(this IServiceCollection services, KayronSettings settings)
    {
        // What is lost with the memory is only that something was due: each start triggers every worker once.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = KeepFinished }));
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
        services.AddSingleton<WorkerSchedule>();
        services.AddSingleton<IWorkerTrigger>(provider => provider.GetRequiredService<WorkerSchedule>());
        services.AddSingleton<WorkerCommands>();
        services.AddSingleton<WorkerLiveness>();
        if (settings.RunWorker) services.AddHostedService<JobServer>();
    }

    public static void MapJobs(this WebApplication application)
    {
        var options = new DashboardOptions
        {
            // The endpoint's policy decides; Hangfire's own filters look at the address alone.
            Authorization = [],
            AppPath = "/",
            DashboardTitle = "Kayron jobs",
            DisplayStorageConnectionString = false,
        };
        application.MapHangfireDashboard(Routes.Jobs, options, application.Services.GetRequiredService<JobStorage>()).RequireAuthorization(AuthenticationSetup.Administrators);
    }
}
