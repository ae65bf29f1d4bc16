using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>Stands in for what passes, retries and takes back deployments: nothing is there, and every command is recorded with the others.</summary>
public sealed class FakeGates(FakeCommands commands) : IOverrideCommands, IRetryCommands, IRollbackCommands, IOverrideQueries, IQuarantineQueries
{
    public void Register(IServiceCollection services) => services
        .AddSingleton<IOverrideCommands>(this).AddSingleton<IRetryCommands>(this).AddSingleton<IRollbackCommands>(this)
        .AddSingleton<IOverrideQueries>(this).AddSingleton<IQuarantineQueries>(this);

    public Task<CommandResult> OverrideAsync(Actor actor, OverrideRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> ReviewAsync(Actor actor, long overrideId, string? note, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("review", overrideId, note));

    public Task<CommandResult> RetryAsync(Actor actor, string changeId, string? reason, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("retry", changeId, reason));

    public Task<CommandResult> RollBackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> EndQuarantineAsync(Actor actor, long quarantineId, string reason, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("end-quarantine", quarantineId, reason));

    Task<Page<QuarantineView>> IQuarantineQueries.ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken) => Task.FromResult(new Page<QuarantineView>([], 0));

    Task<Page<OverrideView>> IOverrideQueries.ListAsync(string? environment, bool? reviewed, PageRequest page, CancellationToken cancellationToken) => Task.FromResult(new Page<OverrideView>([], 0));
}
