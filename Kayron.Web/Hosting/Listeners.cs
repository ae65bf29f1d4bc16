using System.Net;
using Kayron.Core.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kayron.Web.Hosting;

/// <summary>What the process listens on: the dashboard and API, and perhaps another address for metrics alone.</summary>
internal static class Listeners
{
    private const long LargestBody = 1024 * 1024;

    public static void Configure(IWebHostBuilder host, KayronSettings settings)
    {
        if (!settings.RunServer && settings.MetricsUrl is null)
        {
            host.ConfigureServices(services => services.AddSingleton<IServer, NoServer>());
            return;
        }
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            if (settings.RunServer) Listen(kestrel, settings.HttpHost, settings.HttpPort);
            if (settings.MetricsUrl is { } metrics) Listen(kestrel, metrics.Host, metrics.Port);
        });
    }

    /// <summary>Whether the request came in where metrics are served and nothing else.</summary>
    public static bool IsForMetrics(HttpContext context, KayronSettings settings) =>
        settings.MetricsUrl is { } metrics && context.Connection.LocalPort == metrics.Port && !(settings.RunServer && metrics.Port == settings.HttpPort);

    private static void Listen(KestrelServerOptions kestrel, string host, int port)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) kestrel.Listen(address, port);
        // Kestrel has no dynamic port for localhost, which is two addresses.
        else if (host == "localhost") kestrel.Listen(IPAddress.Loopback, port);
        else kestrel.ListenAnyIP(port);
    }
}
