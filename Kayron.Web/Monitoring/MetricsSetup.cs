using Kayron.Core.Telemetry;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Kayron.Web.Monitoring;

/// <summary>Metrics as Prometheus reads them: Kayron's own, ASP.NET Core's and the runtime's.</summary>
internal static class MetricsSetup
{
    private const string Policy = "metrics";

    public static void AddKayronMetrics(this IServiceCollection services)
    {
        services.AddSingleton<StateGauges>();
        services.AddSingleton<IAuthorizationHandler, MetricsAccessHandler>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddRequirements(new MetricsAccessRequirement()));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("kayron", serviceVersion: BuildInformation.Current.Sha))
            .WithMetrics(metrics => metrics.AddMeter(KayronMetrics.MeterName).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter(exporter =>
            {
                // The label otel_scope_name on every series would break the queries of those who come from the Go operator.
                exporter.ScopeInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
    }

    public static void MapMetrics(this WebApplication application)
    {
        application.MapPrometheusScrapingEndpoint(Routes.Metrics).RequireAuthorization(Policy);
        application.UseWhen(context => context.Request.Path == Routes.Metrics, metrics => metrics.Use(async (context, next) =>
        {
            await context.RequestServices.GetRequiredService<StateGauges>().RefreshAsync(context.RequestAborted);
            await next(context);
        }));
    }
}
