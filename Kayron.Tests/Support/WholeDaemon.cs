using Kayron.Core.Configuration;
using Kayron.Sandbox;
using Kayron.Web.Hosting;
using Kayron.Web.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Everything that <c>dotnet run</c> starts, in this process on free ports: sandbox, loop, schedule, server and pages.</summary>
internal sealed class WholeDaemon : IAsyncDisposable
{
    private readonly TemporaryDirectory _data;
    private readonly string _interval;
    private readonly Action<IServiceCollection> _replace;
    private Daemon _daemon;

    private WholeDaemon(TemporaryDirectory data, SandboxHost sandbox, string interval, IReadOnlyDictionary<string, string?> configuration, Action<IServiceCollection> replace)
    {
        (_data, Sandbox, _interval, _replace) = (data, sandbox, interval, replace);
        _daemon = Build(configuration);
    }

    public SandboxHost Sandbox { get; }
    public Uri Address => _daemon.Address!;
    public IServiceProvider Services => _daemon.Services;
    public string Data => _data.Path;

    /// <summary>The administrator's token.</summary>
    public string Token { get; private set; } = "";

    /// <param name="pace">How much faster than life the emulated AWS is.</param>
    /// <param name="interval">Between two runs.</param>
    /// <param name="hooks">Whether the emulated GitHub sends its webhooks, as under the command daemon.</param>
    /// <param name="configuration">Beside what the sandbox brings.</param>
    /// <param name="replace">Adds to or replaces what the daemon registered.</param>
    public static async Task<WholeDaemon> StartAsync(
        double pace, string interval = "250ms", bool hooks = false, IReadOnlyDictionary<string, string?>? configuration = null, Action<IServiceCollection>? replace = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var data = new TemporaryDirectory();
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Pace = pace, DataDirectory = Path.Combine(data.Path, "sandbox") }, ct: cancellation);
        var daemon = new WholeDaemon(data, sandbox, interval, configuration ?? new Dictionary<string, string?>(), replace ?? (_ => { }));
        daemon.Token = (await daemon._daemon.StartAsync(cancellation))!;
        if (hooks) await SandboxHooks.ConnectAsync(sandbox, daemon.Address, daemon.Services.GetRequiredService<KayronSettings>(), cancellation);
        return daemon;
    }

    /// <summary>Another process over the same world and data, with another configuration.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?> configuration)
    {
        await _daemon.StopAsync();
        await _daemon.DisposeAsync();
        _daemon = Build(configuration);
        await _daemon.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A browser without a session. It keeps cookies, and does not follow redirects by itself.</summary>
    public HttpClient Browser() => Clients.Browser(Address);

    /// <param name="token">Null: the administrator's.</param>
    public HttpClient Script(string? token = null) => Clients.Script(Address, token ?? Token);

    private Daemon Build(IReadOnlyDictionary<string, string?> configuration)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection(SandboxDefaults.From(Sandbox.Description)).AddInMemoryCollection(configuration).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["KAYRON_DATA"] = Data, ["KAYRON_HTTP_PORT"] = "0", ["KAYRON_INTERVAL"] = _interval,
        }).Build();
        return Daemon.Build(new DaemonOptions
        {
            Settings = SandboxHooks.WithSecret(Assert.IsType<SettingsResult.Valid>(SettingsReader.Read(values, Data)).Settings), ContentRoot = ApplicationDirectory.Find(AppContext.BaseDirectory),
            Accounts = EmbeddedSandbox.AccountsOf(Sandbox.Description), Sandbox = EmbeddedSandbox.InfoOf(Sandbox), Services = _replace,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.StopAsync();
        await _daemon.DisposeAsync();
        await Sandbox.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
