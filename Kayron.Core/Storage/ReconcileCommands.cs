using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ReconcileCommands(IDbContextFactory<KayronDb> databases, KayronSettings settings, IWorkerTrigger trigger, TimeProvider clock) : IReconcileCommands
{
    public async Task<CommandResult> ReconcileAsync(Actor actor, string environment, CancellationToken cancellationToken)
    {
        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        CommandResult result = settings.FindEnvironment(environment) is null
            ? new CommandResult.Refused("not-found", 404, $"there is no environment {environment}")
            : actor.Is(Role.Operator, environment)
                ? new CommandResult.Done()
                : new CommandResult.Refused("role", 403, $"this needs the role operator in {environment}");
        result = await scope.EndAsync(result, actor, "reconcile", $"environment/{environment}", null, cancellationToken);
        if (result is CommandResult.Done) trigger.Trigger($"reconcile:{environment}");
        return result;
    }
}
