using Kayron.Web.Api.Description;
using Kayron.Web.Auth;
using Kayron.Web.Components;
using Kayron.Web.Jobs;
using Kayron.Web.Logging;
using Kayron.Web.Monitoring;
using Kayron.Web.Sandbox;
using Kayron.Web.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kayron.Web.Hosting;

/// <summary>Everything a daemon is made of, registered in one place.</summary>
internal static class DaemonServices
{
    /// <summary>With what a worker needs to notice, the process ends within five seconds of a signal.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    public static void Add(WebApplicationBuilder builder, DaemonOptions options)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddKayronLogging(options.Settings, options.Log, options.ReadableLog);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options.Settings);
        services.AddSingleton(new SandboxStatus { Info = options.Sandbox });
        options.Core.Register(services, options.Settings);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.AddKayronAuthentication(options.Settings, options.Accounts);
        services.AddJobs(options.Settings);
        services.AddKayronMetrics();
        services.AddSingleton<RefusedRequests>();
        services.AddSingleton<WebhookDoor>();
        services.AddSingleton<Readiness>();
        AddKeys(services, options.Settings.Data);
        Listeners.Configure(builder.WebHost, options.Settings);
        services.AddDashboard();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.RespectNullableAnnotations = true);
        services.AddApiDescription();
        options.Services(services);
    }

    private static void AddKeys(IServiceCollection services, string data)
    {
        services.AddDataProtection().SetApplicationName("kayron");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeyDirectory(Path.Combine(data, "keys")));
    }
}
