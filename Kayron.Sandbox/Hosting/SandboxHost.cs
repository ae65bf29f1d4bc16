using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.Hosting;
using Kayron.Sandbox.Scenarios;
using Kayron.Sandbox.SignIn;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox;

/// <summary>The emulated GitHub and AWS, served on loopback ports of this process.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly SandboxFolder _folder;
    private readonly AwsPersistence? _persistence;
    private readonly List<LoopbackServer> _servers = [];
    private readonly GitHubSignIn _gitHubSignIn;
    private readonly OidcProvider _oidc;

    private SandboxHost(SandboxFolder folder, GitHubWorld gitHub, AwsWorld aws, CallLog calls)
    {
        (_folder, GitHub, Aws, Calls) = (folder, gitHub, aws, calls);
        (_gitHubSignIn, _oidc) = (new GitHubSignIn(gitHub, calls), new OidcProvider(gitHub, calls));
        Actions = new SandboxActions(gitHub, aws);
        _persistence = folder.IsTemporary ? null : new AwsPersistence(aws, folder.AwsFile);
        Description = new SandboxDescription("", "", "", "", "", "", "");
    }

    /// <summary>Where everything is, and how to talk to it.</summary>
    public SandboxDescription Description { get; private set; }

    public GitHubWorld GitHub { get; }
    public AwsWorld Aws { get; }
    public CallLog Calls { get; }

    /// <summary>What can be made to happen in this world.</summary>
    public SandboxActions Actions { get; }

    /// <exception cref="SandboxException">A port is taken, the scenario is unknown, or the data directory cannot be read.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, TimeProvider? clock = null, CancellationToken ct = default)
    {
        var scenario = ScenarioNames.Find(options.Scenario);
        var folder = SandboxFolder.Open(options.DataDirectory);
        SandboxHost? host = null;
        try
        {
            var aws = new AwsOptions { Pace = options.Pace };
            host = Open(folder, options.Scenario, scenario, aws, clock ?? TimeProvider.System);
            await host.ServeAsync(options, scenario, aws, ct);
            return host;
        }
        catch
        {
            if (host is not null) await host.DisposeAsync();
            else folder.Discard();
            throw;
        }
    }

    /// <summary>Sends webhooks of every repository to an address until the sandbox ends, as an organisation's hook does.</summary>
    /// <param name="secret">Signs them.</param>
    public Task SendHooksAsync(Uri address, string secret, CancellationToken ct) =>
        GitHub.AddHookAsync(new Hook(1, address.AbsoluteUri, "json", ["push", "pull_request", "release"], Active: true, GitHub.Clock.GetUtcNow(), secret), ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        if (_persistence is not null) await _persistence.DisposeAsync();
        _oidc.Dispose();
        GitHub.Dispose();
        _folder.Discard();
    }

    private static SandboxHost Open(SandboxFolder folder, string name, IScenario scenario, AwsOptions options, TimeProvider clock)
    {
        var calls = new CallLog();
        var seeded = folder.IsSeeded(name);
        var gitHub = new GitHubWorld(new GitHubOptions(folder.Repositories, folder.IsTemporary ? null : folder.State), clock, calls);
        var aws = new AwsWorld(options, clock, calls);
        if (seeded) LoadAws(folder, aws);
        else Seed(folder, name, scenario, gitHub, aws, options.Region);
        return new SandboxHost(folder, gitHub, aws, calls);
    }

    private static void Seed(SandboxFolder folder, string name, IScenario scenario, GitHubWorld gitHub, AwsWorld aws, string region)
    {
        // crash here: the next start finds the mark and begins again.
        folder.BeginSeeding();
        scenario.SeedGitHub(gitHub);
        scenario.SeedAws(aws, gitHub, region);
        if (!folder.IsTemporary) AtomicFile.Write(folder.AwsFile, aws.Save());
        folder.EndSeeding(name, gitHub.Clock.GetUtcNow());
    }

    private static void LoadAws(SandboxFolder folder, AwsWorld aws)
    {
        try
        {
            aws.Load(File.ReadAllText(folder.AwsFile));
        }
        catch (Exception problem) when (problem is IOException or System.Text.Json.JsonException or InvalidDataException or FormatException)
        {
            throw new SandboxException($"The sandbox cannot read its state file {folder.AwsFile}: {problem.Message} Remove the sandbox's data folder to start afresh.", problem);
        }
    }

    private async Task ServeAsync(SandboxOptions options, IScenario scenario, AwsOptions aws, CancellationToken ct)
    {
        var control = new ControlEndpoints(this);
        var gitHub = await ListenAsync("GitHub", options.GitHubPort, SandboxOptions.DefaultGitHubPort, context => HandleGitHubAsync(control, context));
        var amazon = await ListenAsync("AWS", options.AwsPort, SandboxOptions.DefaultAwsPort, Aws.HandleAsync);
        GitHub.ServeAt(gitHub.Address);
        Description = new SandboxDescription(gitHub.Address, amazon.Address, GitHub.Machine.Token, aws.AccessKeyId, aws.SecretAccessKey, aws.Region, _folder.Repositories)
        {
            Environments = scenario.Environments,
            People = scenario.People,
            ReleaseSource = gitHub.Address + scenario.ReleaseSource,
        };

        async Task<LoopbackServer> ListenAsync(string name, int? port, int usual, RequestDelegate handle)
        {
            var server = await LoopbackServer.StartAsync(name, port ?? usual, options.PortsRequired && port is not null, context => AnswerAsync(context, options.Latency, handle), ct);
            _servers.Add(server);
            return server;
        }
    }

    private Task HandleGitHubAsync(ControlEndpoints control, HttpContext context) => context switch
    {
        _ when ControlEndpoints.Serves(context) => control.HandleAsync(context),
        _ when GitHubSignIn.Serves(context) => _gitHubSignIn.HandleAsync(context),
        _ when OidcProvider.Serves(context) => _oidc.HandleAsync(context),
        _ => GitHub.HandleAsync(context),
    };

    private async Task AnswerAsync(HttpContext context, TimeSpan latency, RequestDelegate handle)
    {
        if (latency > TimeSpan.Zero) await Task.Delay(latency, context.RequestAborted);
        _persistence?.Guard(context);
        await handle(context);
    }
}
