using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Sandbox.Hosting;

/// <summary>An HTTP server on one port of 127.0.0.1.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Tries = 100;

    // What a client has not read by then, it does without.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private const long LargestBody = 64 * 1024 * 1024;

    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application, string address) => (_application, Address) = (application, address);

    /// <summary>Base address with a slash at the end.</summary>
    public string Address { get; }

    public int Port => new Uri(Address).Port;

    /// <summary>Serves on the port, or, where it may and must, on the next free one.</summary>
    /// <param name="required">Whether only this port will do.</param>
    public static async Task<LoopbackServer> StartAsync(string name, int port, bool required, RequestDelegate handle, CancellationToken ct)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await ListenAsync(port == 0 ? 0 : port + tried, handle, ct);
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException or SocketException)
            {
                if (required || port == 0) throw new SandboxException($"Port {port} for the sandbox's {name} is taken: choose another one, or stop what uses it.", taken);
                if (tried == Tries || port + tried >= IPEndPoint.MaxPort) throw new SandboxException($"No port from {port} on is free for the sandbox's {name}.", taken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static async Task<LoopbackServer> ListenAsync(int port, RequestDelegate handle, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        application.Run(handle);
        try
        {
            await application.StartAsync(ct);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new LoopbackServer(application, addresses.First().TrimEnd('/') + "/");
    }
}
