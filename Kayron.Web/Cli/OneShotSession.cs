using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Workers;
using Kayron.Sandbox;
using Kayron.Web.Hosting;
using Kayron.Web.Jobs;
using Kayron.Web.Logging;
using Kayron.Web.Sandbox;

namespace Kayron.Web.Cli;

/// <summary>
/// Kayron's core for one command, without web server and workers. In development it joins the sandbox of the daemon that runs on the same data directory,
/// or runs the sandbox itself on the state that is there.
/// </summary>
internal sealed class OneShotSession : IAsyncDisposable
{
    private readonly EmbeddedSandbox? _sandbox;
    private readonly ServiceProvider _services;

    private OneShotSession(KayronSettings settings, ServiceProvider services, EmbeddedSandbox? sandbox) => (Settings, _services, _sandbox) = (settings, services, sandbox);

    public KayronSettings Settings { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<OneShotSession> OpenAsync(CommandContext context, string? envFile, CancellationToken cancellationToken)
    {
        var sources = ConfigurationSources.Open(envFile, context);
        if (sources.ReadTier() != Tier.Development) return await BuildAsync(context, sources.Read(ConfigurationSources.NoDefaults), null, cancellationToken);

        var settings = sources.Read(SandboxDefaults.Placeholder);
        var running = await FindRunningAsync(settings.Data, cancellationToken);
        var sandbox = running is null ? await EmbeddedSandbox.StartAsync(settings.Data, cancellationToken) : null;
        return await BuildAsync(context, sources.Read(SandboxDefaults.From(running ?? sandbox!.Description)), sandbox, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<ILeases>().ReleaseAsync(CancellationToken.None);
        await _services.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    private static async Task<OneShotSession> BuildAsync(CommandContext context, KayronSettings settings, EmbeddedSandbox? sandbox, CancellationToken cancellationToken)
    {
        DataDirectory.Ensure(settings.Data);
        var services = new ServiceCollection();
        // What the command prints is its answer; the log, below warnings, is for debugging.
        var quiet = settings.LogLevel == LogLevel.Debug ? settings : settings with { LogLevel = LogLevel.Warning };
        services.AddLogging(logging =>
        {
            logging.AddKayronLogging(quiet, context.Error, context.Interactive);
            // How a run went is said by the command itself.
            if (settings.LogLevel != LogLevel.Debug) logging.AddFilter(typeof(Reconciler).Namespace, LogLevel.None);
        });
        services.AddSingleton<IWorkerTrigger, WorkerSchedule>();
        CoreComposition.Kayron.Register(services, settings);
        var session = new OneShotSession(settings, services.BuildServiceProvider(), sandbox);
        try
        {
            await CoreComposition.Kayron.PrepareAsync(session._services, cancellationToken);
            return session;
        }
        catch
        {
            await session._services.DisposeAsync();
            if (sandbox is not null) await sandbox.DisposeAsync();
            throw;
        }
    }

    private static async Task<SandboxDescription?> FindRunningAsync(string data, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        return await SandboxEndpoint.FindAsync(Path.Combine(data, "sandbox"), client, cancellationToken);
    }
}
