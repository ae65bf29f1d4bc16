using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Core.Storage;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;
using Kayron.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Stands in for everything below the web.</summary>
internal sealed class FakeCore
{
    public DashboardWorld World { get; init; } = new();
    public FakeCommands Commands { get; } = new();
    public FakeTokens Tokens { get; } = new();
    public FakeAccounts Accounts { get; init; } = new();
    public List<IWorker> Workers { get; } = [];
    public KayronMetrics Metrics { get; } = new();

    public CoreComposition Composition => new((services, _) => Register(services), (_, _) => Task.CompletedTask);

    private void Register(IServiceCollection services)
    {
        var queries = new FakeQueries(World);
        services.AddSingleton<IOutboxQueries>(new FakeOutbox(World, Commands)).AddSingleton<IOutboxCommands>(new FakeOutbox(World, Commands));
        services.AddSingleton<IEnvironmentQueries>(queries).AddSingleton<IChangeQueries>(queries).AddSingleton<IDeploymentQueries>(queries);
        services.AddSingleton<IRunQueries>(queries).AddSingleton<IPauseQueries>(queries).AddSingleton<IClaimQueries>(queries).AddSingleton<IPreviewQueries>(queries).AddSingleton<IImageQueries>(queries);
        services.AddSingleton<IChangeCommands>(Commands).AddSingleton<IPauseCommands>(Commands).AddSingleton<IReconcileCommands>(Commands).AddSingleton<IClaimCommands>(Commands);
        var gates = new FakeGates(Commands, World);
        gates.Register(services);
        services.AddSingleton(Accounts.Cache).AddSingleton<IAccountStore>(Accounts).AddSingleton<IPeopleQueries>(Accounts).AddSingleton<IPeopleCommands>(Accounts);
        FakeRecords.Add(services, World, Commands);
        services.AddSingleton<ITokenStore>(Tokens).AddSingleton(Metrics).AddSingleton<LiveFeed>();
        services.AddSingleton<IReadOnlyList<IWorker>>(Workers);
    }
}
