using System.Net;
using Kayron.Core.Configuration;

namespace Kayron.Web.Hosting;

/// <summary>
/// Refuses what only a foreign page would send: a mutation or a WebSocket whose <c>Origin</c> is another site, and on a loopback address a host name that is none
/// (DNS rebinding: a page of <c>evil.example</c> whose name now points to 127.0.0.1).
/// </summary>
internal sealed class OriginGuard(KayronSettings settings, RefusedRequests refused)
{
    private readonly bool _servesLoopback = settings.HttpHost == "localhost" || (IPAddress.TryParse(settings.HttpHost, out var address) && IPAddress.IsLoopback(address));

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (Listeners.IsForMetrics(context, settings)) return context.Request.Path == Routes.Metrics ? next(context) : RefuseAsync(context, StatusCodes.Status404NotFound, "address");
        // A webhook carries no session, and its signature says who sent it: a proxy may pass it on under any name.
        if (context.Request.Path == Routes.Webhook) return next(context);
        if (_servesLoopback && !IsKnown(context.Request.Host.Host)) return RefuseAsync(context, StatusCodes.Status400BadRequest, "host");
        return IsForeign(context) ? RefuseAsync(context, StatusCodes.Status403Forbidden, "origin") : next(context);
    }

    private bool IsKnown(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || settings.HttpHosts.Append(settings.PublicUrl?.Host).Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsForeign(HttpContext context)
    {
        var request = context.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        // Every WebSocket of ours is a circuit's.
        if (reads && !request.Path.StartsWithSegments(Routes.Circuit)) return false;
        // The scheme is not compared: a proxy may have taken TLS off.
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var address) && IsSameHost(address, request.Host));
    }

    private static bool IsSameHost(Uri origin, HostString host) =>
        string.Equals(origin.Host.Trim('[', ']'), host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (origin.IsDefaultPort || host.Port is null || origin.Port == host.Port);

    private Task RefuseAsync(HttpContext context, int status, string reason)
    {
        refused.Note(context, reason);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
