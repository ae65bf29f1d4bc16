using Kayron.Core.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace Kayron.Web.Hosting;

/// <summary>What a request was before a proxy passed it on: from whom, and over https. Only what the configuration names is believed.</summary>
internal static class ForwardedRequest
{
    public static void UseForwardedRequest(this IApplicationBuilder application, KayronSettings settings)
    {
        if (settings.HttpProxies.Count > 0) application.UseForwardedHeaders(Trust(settings));
        if (settings.PublicUrl is { } address) application.Use((context, next) =>
        {
            // A proxy took TLS off; addresses that are built for the way back, and cookies, must not.
            if (string.Equals(context.Request.Host.Host, address.Host, StringComparison.OrdinalIgnoreCase)) context.Request.Scheme = address.Scheme;
            return next(context);
        });
    }

    private static ForwardedHeadersOptions Trust(KayronSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.HttpProxies) options.KnownIPNetworks.Add(network);
        return options;
    }
}
