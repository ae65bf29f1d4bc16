using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Reconcile;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class RetryCommands(IDbContextFactory<KayronDb> databases, LiveFeed feed, IWorkerTrigger trigger, TimeProvider clock) : IRetryCommands
{
    public async Task<CommandResult> RetryAsync(Actor actor, string changeId, string? reason, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var row = await scope.Database.Changes.FirstOrDefaultAsync(change => change.Id == changeId, cancellationToken);
        CommandResult result = row switch
        {
            null => new CommandResult.Refused("not-found", 404, $"there is no change {changeId}"),
            _ when !actor.Is(Role.Operator, row.Environment) => ReasonText.NeedsRole(Role.Operator, row.Environment),
            _ => (CommandResult?)ReasonText.Refuse(reason, "") ?? await RetryAsync(scope, actor, row, reason, cancellationToken),
        };
        result = await scope.EndAsync(result, actor, "retry", $"change/{changeId}", reason, cancellationToken);
        if (result is not CommandResult.Done) return result;
        feed.Publish(row!.Environment);
        trigger.Trigger($"reconcile:{row.Environment}");
        return result;
    }

    private static async Task<CommandResult> RetryAsync(CommandScope scope, Actor actor, ChangeRow row, string? reason, CancellationToken cancellationToken)
    {
        var open = await scope.Database.Changes.FirstOrDefaultAsync(change => change.Environment == row.Environment && ChangeStore.Open.Contains(change.State), cancellationToken);
        if (open is not null && open.InputsDigest != row.InputsDigest) return NotOpen($"what change {row.Id} would apply is not wanted any more: look at {open.Id}");
        if (await FindFailedAsync(scope.Database, row, cancellationToken) is not { } failed)
            return NotOpen($"there is nothing to try again: what change {row.Id} would apply has not failed, has succeeded since, or is being tried again already");

        scope.Database.Retries.Add(new RetryRow { ChangeId = failed, Account = actor.Account, Name = actor.Name, Reason = ReasonText.Trim(reason), At = scope.Now });
        return new CommandResult.Done(failed);
    }

    /// <summary>The latest attempt at the same inputs is what counts: a retry belongs to it, so that each failure takes another press.</summary>
    /// <returns>The failed change; null where the latest attempt did not fail or is being tried again.</returns>
    internal static async Task<string?> FindFailedAsync(KayronDb database, ChangeRow row, CancellationToken cancellationToken)
    {
        var tried = await database.Changes.AsNoTracking()
            .Where(change => change.Environment == row.Environment && change.InputsDigest == row.InputsDigest && (change.State == ChangeState.Succeeded || change.State == ChangeState.Failed))
            .OrderByDescending(change => change.Number).Select(change => new { change.Id, change.State }).FirstOrDefaultAsync(cancellationToken);
        return tried is { State: ChangeState.Failed } && !await database.Retries.AnyAsync(retry => retry.ChangeId == tried.Id, cancellationToken) ? tried.Id : null;
    }

    private static CommandResult.Refused NotOpen(string detail) => new("not-open", 409, detail);
}
