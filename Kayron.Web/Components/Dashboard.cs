using Kayron.Web.Components.Shared;
using Kayron.Web.Sandbox;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Kayron.Web.Components;

/// <summary>Puts the dashboard into a web application. Queries, commands, <see cref="Auth.ICurrentActor"/> and <see cref="Auth.SignInOptions"/> come from the host.</summary>
public static class Dashboard
{
    /// <summary>No script but our own files; styles inline because MudBlazor sets its theme and positions so.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.VisibleStateDuration = 6000;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<Ticker>();
        services.TryAddSingleton<SandboxStatus>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    public static RazorComponentsEndpointConventionBuilder MapDashboard(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
}
