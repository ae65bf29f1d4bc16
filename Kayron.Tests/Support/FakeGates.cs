using Kayron.Core.Commands;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Stands in for what passes, retries, takes back and explains deployments. Every command is recorded with the others.</summary>
public sealed class FakeGates(FakeCommands commands, DashboardWorld world) : IOverrideCommands, IRetryCommands, IRollbackCommands, IOverrideQueries, IQuarantineQueries, ITraceQueries, ISimulationQueries
{
    public void Register(IServiceCollection services) => services
        .AddSingleton<IOverrideCommands>(this).AddSingleton<IRetryCommands>(this).AddSingleton<IRollbackCommands>(this)
        .AddSingleton<IOverrideQueries>(this).AddSingleton<IQuarantineQueries>(this).AddSingleton<ITraceQueries>(this).AddSingleton<ISimulationQueries>(this);

    public Task<CommandResult> OverrideAsync(Actor actor, OverrideRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> ReviewAsync(Actor actor, long overrideId, string? note, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("review", overrideId, note));

    public Task<CommandResult> RetryAsync(Actor actor, string changeId, string? reason, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("retry", changeId, reason));

    public Task<CommandResult> RollBackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> EndQuarantineAsync(Actor actor, long quarantineId, string reason, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("end-quarantine", quarantineId, reason));

    Task<Page<QuarantineView>> IQuarantineQueries.ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<QuarantineView>([.. world.Quarantines.Where(quarantine => environment is null || quarantine.Environment == environment)], world.Quarantines.Count));

    Task<SimulationResult> ISimulationQueries.SimulateAsync(SimulationRequest request, CancellationToken cancellationToken)
    {
        world.Simulations.Add(request);
        return Task.FromResult(world.Simulated(request));
    }

    Task<TraceView?> ITraceQueries.FindAsync(string environment, string release, CancellationToken cancellationToken) =>
        Task.FromResult(world.Environments.Find(each => each.Name == environment) is { } view && view.Releases.FirstOrDefault(each => each.Name == release) is { } shown
            ? new TraceView(environment, shown, shown.State == "in-sync" ? null : shown.Reason, ReleaseTrace.Of(view, shown, Rules(shown)), view.Change?.Id, DashboardWorld.Now.AddSeconds(8), [new VerifiedView(shown.Current ?? "v1.0.0", "sha256:5d2b", 211, DashboardWorld.Ago(3_000)), new VerifiedView("v1.8.1", "sha256:9c1f", null, DashboardWorld.Ago(9_000))])
            : null);

    private static IReadOnlyList<DecisionView> Rules(ReleaseView release) =>
    [
        new("Claim", "allow", "Nobody claims it", null, null), new("Service pause", "allow", "Is not paused", null, null), new("Quarantine", "allow", "No version of it is quarantined", null, null),
        new("Definition", "allow", $"Asks for {release.Desired}", null, null), new("Image", "allow", $"Image {release.Desired} is there", "sha256:77ab", null),
    ];

    Task<Page<OverrideView>> IOverrideQueries.ListAsync(string? environment, bool? reviewed, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<OverrideView>([.. world.Overrides], world.Overrides.Count));
}
