using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>A web server of a test's own, on a free port of this machine.</summary>
internal abstract class LocalListener : IAsyncDisposable
{
    private readonly WebApplication _application;

    protected LocalListener()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(HearAsync);
    }

    /// <summary>Without a slash at the end.</summary>
    protected string Root => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public virtual ValueTask DisposeAsync() => _application.DisposeAsync();

    protected abstract Task HearAsync(HttpContext context);

    protected static async Task<T> StartAsync<T>(T listener) where T : LocalListener
    {
        await listener._application.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }
}
