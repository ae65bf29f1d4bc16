using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

/// <summary>Stands in for what passes, retries and takes back deployments: nothing is there, and every command is recorded with the others.</summary>
public sealed class FakeGates(FakeCommands commands) : IOverrideCommands, IRetryCommands, IOverrideQueries
{
    public Task<CommandResult> OverrideAsync(Actor actor, OverrideRequest request, CancellationToken cancellationToken) => commands.TakeAsync(actor, request);

    public Task<CommandResult> ReviewAsync(Actor actor, long overrideId, string? note, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("review", overrideId, note));

    public Task<CommandResult> RetryAsync(Actor actor, string changeId, string? reason, CancellationToken cancellationToken) => commands.TakeAsync(actor, ("retry", changeId, reason));

    Task<Page<OverrideView>> IOverrideQueries.ListAsync(string? environment, bool? reviewed, PageRequest page, CancellationToken cancellationToken) => Task.FromResult(new Page<OverrideView>([], 0));
}
