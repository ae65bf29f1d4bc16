using Kayron.Core.Commands;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class OutboxCommands(IDbContextFactory<KayronDb> databases, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IOutboxCommands
{
    public Task<CommandResult> RetryAsync(Actor actor, long id, CancellationToken cancellationToken) =>
        ActAsync(actor, "outbox-retry", id, (scope, row) => OutboxWriter.Restart(row, scope.Now), cancellationToken);

    public Task<CommandResult> DropAsync(Actor actor, long id, CancellationToken cancellationToken) =>
        ActAsync(actor, "outbox-drop", id, (scope, row) => scope.Database.Outbox.Remove(row), cancellationToken);

    private async Task<CommandResult> ActAsync(Actor actor, string action, long id, Action<CommandScope, OutboxRow> act, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Outbox.FirstOrDefaultAsync(message => message.Id == id, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no message {id}: it may have been sent meanwhile"),
            _ when !actor.Is(Role.Operator, row.Environment) =>
                new CommandResult.Refused("role", 403, row.Environment is null ? "this needs the role operator in all environments" : $"this needs the role operator in {row.Environment}"),
            _ => new CommandResult.Done(),
        };
        var (summary, environment) = (row?.Summary, row?.Environment);
        if (result is CommandResult.Done) act(scope, row!);
        result = await scope.EndAsync(result, actor, action, $"outbox/{id}", summary, cancellationToken);
        if (result is CommandResult.Done)
        {
            trigger.Trigger(OutboxWorker.WorkerName);
            if (environment is not null) feed.Publish(environment);
        }
        return result;
    }
}
