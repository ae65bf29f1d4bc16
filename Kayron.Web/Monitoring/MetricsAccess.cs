using Kayron.Core.Configuration;
using Kayron.Web.Auth;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Authorization;

namespace Kayron.Web.Monitoring;

/// <summary>Metrics are for anyone on this machine, for anyone at the address that serves nothing else, and for whoever is signed in.</summary>
internal sealed record MetricsAccessRequirement : IAuthorizationRequirement;

internal sealed class MetricsAccessHandler(KayronSettings settings) : AuthorizationHandler<MetricsAccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MetricsAccessRequirement requirement)
    {
        if (context.Resource is HttpContext http && (RemoteAddress.IsLocal(http) || Listeners.IsForMetrics(http, settings) || context.User.Identity is { IsAuthenticated: true })) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
