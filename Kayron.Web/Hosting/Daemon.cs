using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Kayron.Web.Auth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Kayron.Web.Hosting;

/// <summary>The long-running process: web server and workers, from settings that were read before.</summary>
public sealed class Daemon : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DaemonOptions _options;
    private readonly ILogger _logger;

    private Daemon(WebApplication application, DaemonOptions options)
    {
        (_application, _options) = (application, options);
        _logger = application.Services.GetRequiredService<ILogger<Daemon>>();
    }

    public IServiceProvider Services => _application.Services;

    /// <summary>Where it serves; null where it does not (<c>KAYRON_RUN_SERVER=false</c>).</summary>
    public Uri? Address => Addresses.FirstOrDefault() is { } address && _options.Settings.RunServer ? new Uri(address) : null;

    private IEnumerable<string> Addresses => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    public static Daemon Build(DaemonOptions options)
    {
        DataDirectory.Ensure(options.Settings.Data);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Static files and their manifests are found by this name; in a test the entry assembly is another.
            ApplicationName = "kayron",
            ContentRootPath = options.ContentRoot,
            WebRootPath = Path.Combine(options.ContentRoot, "wwwroot"),
            EnvironmentName = Environments.Production,
        });
        // Settings are read; what else lies in the environment (ASPNETCORE_URLS ...) must not change them.
        builder.Configuration.Sources.Clear();
        DaemonServices.Add(builder, options);
        var application = builder.Build();
        DaemonPipeline.Use(application, options);
        return new Daemon(application, options);
    }

    /// <exception cref="AddressTakenException">Another process listens there.</exception>
    /// <returns>The administrator's token where it was made now: to be shown once.</returns>
    public async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        _logger.Info("daemon is launching procs", ("server", _options.Settings.RunServer), ("worker", _options.Settings.RunWorker));
        await _options.Core.PrepareAsync(Services, cancellationToken);
        var token = await Services.GetRequiredService<AdministratorToken>().EnsureAsync(cancellationToken);
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (AddressTakenException.Explains(taken))
        {
            throw new AddressTakenException(_options.Settings.HttpHost, _options.Settings.HttpPort, taken);
        }
        if (Address is not null) Services.GetService<PublicAddress>()?.ListensOn(Address);
        if (Address is not null) _logger.Info("server is accepting calls", ("address", Address.Authority));
        return token;
    }

    public async Task StopAsync()
    {
        _logger.Info("daemon is stopping procs");
        try
        {
            await _application.StopAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The host waits for nobody longer than its shutdown timeout; the next start goes on where this one was.
            _logger.Warning("some procs did not stop in time");
        }
        // So that another process may go on at once, instead of waiting until the leases run out.
        if (Services.GetService<ILeases>() is { } leases) await leases.ReleaseAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
