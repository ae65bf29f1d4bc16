using Bunit;
using Kayron.Web.Auth;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Kayron.Tests.Support;

/// <summary>
/// A circuit of a daemon as its own code sees it, without the wire: components over the daemon's services, for whom the cookie of the request that opened it says. Unlike a browser
/// it can also run what stands behind a button that is not drawn.
/// </summary>
internal sealed class Circuit : BunitContext
{
    private readonly AsyncServiceScope _scope;

    private Circuit(AsyncServiceScope scope)
    {
        _scope = scope;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public SessionState State => (SessionState)_scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();

    /// <param name="signedIn">The answer that gave the browser its session.</param>
    public static async Task<Circuit> OpenAsync(IServiceProvider daemon, HttpResponseMessage signedIn)
    {
        var circuit = new Circuit(daemon.CreateAsyncScope());
        ((IHostEnvironmentAuthenticationStateProvider)circuit.State).SetAuthenticationState(Task.FromResult(new AuthenticationState(await signedIn.PrincipalAsync(daemon))));
        return circuit;
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _scope.DisposeAsync();
    }
}
