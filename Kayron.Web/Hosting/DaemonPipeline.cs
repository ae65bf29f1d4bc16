using Kayron.Web.Api;
using Kayron.Web.Auth;
using Kayron.Web.Components;
using Kayron.Web.Jobs;
using Kayron.Web.Monitoring;

namespace Kayron.Web.Hosting;

/// <summary>What every request passes, in order, and where it can go.</summary>
internal static class DaemonPipeline
{
    public static void Use(WebApplication application, DaemonOptions options)
    {
        var guard = new OriginGuard(options.Settings);
        application.Use(SecurityHeaders.AddAsync);
        application.UseWebSockets();
        application.Use(guard.CheckAsync);
        application.UseApiProblems();
        application.UsePageStatus();
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        MapEndpoints(application);
    }

    private static void MapEndpoints(WebApplication application)
    {
        application.MapStaticAssets().AllowAnonymous();
        application.MapHealth();
        application.MapSignIn();
        application.MapApi();
        application.MapJobs();
        application.MapMetrics();
        application.MapDashboard();
    }
}
