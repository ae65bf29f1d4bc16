using Kayron.Web.Api;
using Kayron.Web.Api.Description;
using Kayron.Web.Auth;
using Kayron.Web.Auth.Providers;
using Kayron.Web.Components;
using Kayron.Web.Jobs;
using Kayron.Web.Monitoring;
using Kayron.Web.Webhooks;

namespace Kayron.Web.Hosting;

/// <summary>What every request passes, in order, and where it can go.</summary>
internal static class DaemonPipeline
{
    public static void Use(WebApplication application, DaemonOptions options)
    {
        var guard = new OriginGuard(options.Settings, application.Services.GetRequiredService<RefusedRequests>());
        application.Use((context, next) => RefuseWhenStoppingAsync(application.Lifetime, context, next));
        application.UseForwardedRequest(options.Settings);
        application.Use(SecurityHeaders.AddAsync);
        application.Use(guard.CheckAsync);
        application.UseApiProblems();
        application.UsePageStatus();
        application.UseRouting();
        application.UseWhen(context => ProviderLimit.Concerns(context.Request.Path), provider => provider.Use(ProviderLimit.CheckAsync));
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        MapEndpoints(application);
    }

    /// <summary>Open pages reconnect the moment their circuit is closed; one that got through now would hold up the end of the process.</summary>
    private static Task RefuseWhenStoppingAsync(IHostApplicationLifetime lifetime, HttpContext context, RequestDelegate next)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static void MapEndpoints(WebApplication application)
    {
        application.MapStaticAssets().AllowAnonymous();
        application.MapHealth();
        application.MapSignIn();
        application.MapWebhooks();
        application.MapApi();
        application.MapApiDescription();
        application.MapJobs();
        application.MapMetrics();
        application.MapDashboard();
    }
}
