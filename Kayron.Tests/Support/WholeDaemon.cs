using Kayron.Core.Configuration;
using Kayron.Sandbox;
using Kayron.Web.Hosting;
using Kayron.Web.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Kayron.Tests.Support;

/// <summary>Everything that <c>dotnet run</c> starts, in this process on free ports: sandbox, loop, schedule, server and pages.</summary>
internal sealed class WholeDaemon : IAsyncDisposable
{
    private readonly TemporaryDirectory _data;
    private readonly Daemon _daemon;

    private WholeDaemon(TemporaryDirectory data, SandboxHost sandbox, Daemon daemon) => (_data, Sandbox, _daemon) = (data, sandbox, daemon);

    public SandboxHost Sandbox { get; }
    public Uri Address => _daemon.Address!;
    public IServiceProvider Services => _daemon.Services;

    /// <summary>The administrator's token.</summary>
    public string Token { get; private set; } = "";

    /// <param name="pace">How much faster than life the emulated AWS is.</param>
    /// <param name="interval">Between two runs.</param>
    /// <param name="hooks">Whether the emulated GitHub sends its webhooks, as under the command daemon.</param>
    public static async Task<WholeDaemon> StartAsync(double pace, string interval = "250ms", bool hooks = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var data = new TemporaryDirectory();
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Pace = pace, DataDirectory = Path.Combine(data.Path, "sandbox") }, ct: cancellation);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SandboxDefaults.From(sandbox.Description)).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["KAYRON_DATA"] = data.Path, ["KAYRON_HTTP_PORT"] = "0", ["KAYRON_INTERVAL"] = interval,
        }).Build();
        var settings = SandboxHooks.WithSecret(Assert.IsType<SettingsResult.Valid>(SettingsReader.Read(configuration, data.Path)).Settings);
        var daemon = Daemon.Build(new DaemonOptions
        {
            Settings = settings, ContentRoot = ApplicationDirectory.Find(AppContext.BaseDirectory), Accounts = EmbeddedSandbox.AccountsOf(sandbox.Description), Sandbox = EmbeddedSandbox.InfoOf(sandbox),
        });
        var token = (await daemon.StartAsync(cancellation))!;
        if (hooks) await SandboxHooks.ConnectAsync(sandbox, daemon.Address, settings, cancellation);
        return new WholeDaemon(data, sandbox, daemon) { Token = token };
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
