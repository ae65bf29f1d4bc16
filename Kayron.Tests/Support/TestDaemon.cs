using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Releases;
using Kayron.Web.Auth;
using Kayron.Web.Hosting;
using Kayron.Web.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>A daemon on a free port with its own data directory and a core of fakes.</summary>
internal sealed class TestDaemon : IAsyncDisposable
{
    private readonly TemporaryDirectory _data;
    private readonly Daemon _daemon;

    private TestDaemon(TemporaryDirectory data, Daemon daemon, FakeCore core, StringWriter log) => (_data, _daemon, Core, Log) = (data, daemon, core, log);

    public FakeCore Core { get; }
    public StringWriter Log { get; }
    public Uri Address => _daemon.Address ?? throw new InvalidOperationException("It does not serve.");
    public IServiceProvider Services => _daemon.Services;

    /// <summary>The administrator's token, made at the first start.</summary>
    public string? Token { get; private set; }

    public static async Task<TestDaemon> StartAsync(FakeCore? core = null, bool sandbox = true, Func<KayronSettings, KayronSettings>? settings = null, Action<IServiceCollection>? services = null)
    {
        core ??= new FakeCore();
        var data = new TemporaryDirectory();
        var log = new StringWriter();
        var options = new DaemonOptions
        {
            Settings = (settings ?? (unchanged => unchanged))(Settings(data.Path)),
            ContentRoot = ApplicationDirectory.Find(AppContext.BaseDirectory),
            Core = core.Composition,
            Log = TextWriter.Synchronized(log),
            Services = services ?? (_ => { }),
        };
        if (sandbox) options = options with { Accounts = People, Sandbox = new SandboxInfo(new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:2/"), data.Path) };
        var daemon = Daemon.Build(options);
        return new TestDaemon(data, daemon, core, log) { Token = await daemon.StartAsync(TestContext.Current.CancellationToken) };
    }

    public static SandboxAccounts People { get; } = new(
        [.. new[] { ("linus", Role.Viewer), ("grace", Role.Operator), ("ada", Role.Approver), ("margaret", Role.Administrator) }
            .Select(person => new SandboxAccount(person.Item1, person.Item1, new Dictionary<string, Role> { [Actor.Everywhere] = person.Item2 }))]);

    public static KayronSettings Settings(string data) => new()
    {
        Tier = Tier.Development,
        Environments = [Environment("testing", Tier.Testing), Environment("production", Tier.Production)],
        GitHub = new GitHubSettings("sandbox-token"),
        Data = data,
        HttpPort = 0,
    };

    public static EnvironmentSettings Environment(string name, Tier tier) => new()
    {
        Name = name, Tier = tier, ReleaseSource = new RepositoryName("acme", "releases"), ReleaseReference = ReleaseReference.Branch, Stack = name, Region = "us-west-2", Bucket = "templates",
    };

    /// <summary>A browser without a session. It keeps cookies, and does not follow redirects by itself.</summary>
    public HttpClient Browser() => Clients.Browser(Address);

    /// <summary>A script with a token.</summary>
    public HttpClient Script(string? token = null) => Clients.Script(Address, token ?? Token ?? throw new InvalidOperationException("There is no token."));

    /// <summary>A person at a terminal, with the administrator's token.</summary>
    public Terminal Terminal() => new() { ["KAYRON_URL"] = Address.ToString(), ["KAYRON_API_TOKEN"] = Token! };

    public async ValueTask DisposeAsync()
    {
        await _daemon.StopAsync();
        await _daemon.DisposeAsync();
        _data.Dispose();
    }
}
