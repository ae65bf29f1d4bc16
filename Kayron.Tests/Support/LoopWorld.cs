using Kayron.Core;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Storage;
using Kayron.Core.Workers;
using Kayron.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.Support;

/// <summary>A sandbox and the loop over it, without web server and schedule: tests run the environments themselves.</summary>
internal sealed class LoopWorld : IAsyncDisposable
{
    /// <summary>What ends with a process.</summary>
    private enum Ownership { Nothing, Data, World }

    private readonly string _data;
    private readonly Ownership _owns;
    private readonly TimeProvider _clock;

    private LoopWorld(SandboxHost sandbox, ServiceProvider services, string data, Ownership owns, TimeProvider clock) =>
        (Sandbox, Services, _data, _owns, _clock) = (sandbox, services, data, owns, clock);

    public SandboxHost Sandbox { get; }
    public ServiceProvider Services { get; }
    public KayronSettings Settings => Get<KayronSettings>();
    public RecordedTriggers Triggers => (RecordedTriggers)Get<IWorkerTrigger>();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <param name="clock">Kayron's; null: the machine's, which the sandbox always goes by.</param>
    public static async Task<LoopWorld> StartAsync(
        string scenario = "acme", double pace = 1_000, Action<IServiceCollection>? replace = null, Func<EnvironmentSettings, EnvironmentSettings>? alter = null, TimeProvider? clock = null)
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0, Scenario = scenario, Pace = pace }, null, TestContext.Current.CancellationToken);
        return await StartAsync(sandbox, NewData(), Ownership.World, replace, alter, clock ?? TimeProvider.System);
    }

    /// <summary>Another process over the same world and data, as after a kill and a start.</summary>
    public async Task<LoopWorld> RestartAsync(Action<IServiceCollection>? replace = null, Func<EnvironmentSettings, EnvironmentSettings>? alter = null)
    {
        // A lease of a process that is gone is free; this one is the same process.
        await Get<Core.Reconcile.Ports.ILeases>().ReleaseAsync(TestContext.Current.CancellationToken);
        await Services.DisposeAsync();
        return await StartAsync(Sandbox, _data, _owns, replace, alter, _clock);
    }

    /// <summary>Another process beside this one, over the same world and data. It is gone before this one is.</summary>
    /// <param name="clock">Its own; null: the same.</param>
    public Task<LoopWorld> JoinAsync(Action<IServiceCollection>? replace = null, Func<EnvironmentSettings, EnvironmentSettings>? alter = null, TimeProvider? clock = null) =>
        StartAsync(Sandbox, _data, Ownership.Nothing, replace, alter, clock ?? _clock);

    /// <summary>A process over the same world that remembers nothing of it. It is gone before this one is.</summary>
    public Task<LoopWorld> ForgetAsync(Action<IServiceCollection>? replace = null, Func<EnvironmentSettings, EnvironmentSettings>? alter = null, TimeProvider? clock = null) =>
        StartAsync(Sandbox, NewData(), Ownership.Data, replace, alter, clock ?? _clock);

    private static string NewData() => Directory.CreateTempSubdirectory("kayron-loop-").FullName;

    private static async Task<LoopWorld> StartAsync(
        SandboxHost sandbox, string data, Ownership owns, Action<IServiceCollection>? replace, Func<EnvironmentSettings, EnvironmentSettings>? alter, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddKayronCore(SettingsFor(sandbox.Description, data, alter ?? (environment => environment)));
        services.AddSingleton<IWorkerTrigger, RecordedTriggers>();
        replace?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await Database.MigrateAsync(provider, TestContext.Current.CancellationToken);
        return new LoopWorld(sandbox, provider, data, owns, clock);
    }

    public Task<RunResult> RunAsync(string environment) =>
        Get<Reconciler>().RunAsync(Settings.FindEnvironment(environment)!, TimeSpan.Zero, TestContext.Current.CancellationToken);

    /// <summary>Runs an environment until its outcome is one of these; a loop that never gets there fails after many runs.</summary>
    public async Task<RunResult> RunUntilAsync(string environment, params string[] outcomes)
    {
        var seen = new List<string>();
        for (var run = 0; run < 400; run++)
        {
            var result = await RunAsync(environment);
            if (outcomes.Contains(result.Outcome)) return result;
            seen.Add($"{result.Outcome} {result.Detail}");
            await Task.Yield();
        }
        throw new InvalidOperationException($"{environment} never was {string.Join(" or ", outcomes)}: {string.Join("; ", seen.Distinct())}");
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_owns == Ownership.World) await Sandbox.DisposeAsync();
        if (_owns == Ownership.Nothing) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        TemporaryDirectory.Delete(_data);
    }

    private static KayronSettings SettingsFor(SandboxDescription sandbox, string data, Func<EnvironmentSettings, EnvironmentSettings> alter)
    {
        var source = new Uri(sandbox.ReleaseSource).AbsolutePath.Trim('/').Split('/');
        return new KayronSettings
        {
            Environments = [.. sandbox.Environments.Select(environment => alter(SettingsFor(environment, new RepositoryName(source[0], source[1]), sandbox.Region)))],
            GitHub = new GitHubSettings(sandbox.GitHubToken, new Uri(sandbox.GitHub)),
            Aws = new AwsSettings(new Uri(sandbox.Aws), sandbox.AccessKeyId, sandbox.SecretAccessKey),
            Data = data,
            PublicUrl = new Uri("https://kayron.example.com/"),
        };
    }

    private static EnvironmentSettings SettingsFor(SandboxEnvironment environment, RepositoryName source, string region)
    {
        var tier = Enum.Parse<Tier>(environment.Tier, ignoreCase: true);
        return new EnvironmentSettings
        {
            Name = environment.Name, Tier = tier, ReleaseSource = source, Stack = environment.Stack, Region = region, Bucket = environment.Bucket,
            ReleaseReference = tier switch { Tier.Production => ReleaseReference.LatestRelease, Tier.Staging => ReleaseReference.DefaultBranch, _ => ReleaseReference.Branch },
            Previews = new PreviewSettings(tier == Tier.Testing),
            Policies = new PolicySettings
            {
                Approval = new ApprovalSettings(tier == Tier.Production ? 1 : 0), DestructiveChange = new DestructiveChangeSettings(tier is Tier.Production or Tier.Staging),
                Broadening = new BroadeningSettings(tier is Tier.Production or Tier.Staging),
            },
        };
    }
}

internal sealed class RecordedTriggers : IWorkerTrigger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _triggered = new();

    public IReadOnlyCollection<string> Triggered => _triggered;

    public void Trigger(string worker) => _triggered.Enqueue(worker);
}
