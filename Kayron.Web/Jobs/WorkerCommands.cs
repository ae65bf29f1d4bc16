using Kayron.Core.Commands;

namespace Kayron.Web.Jobs;

/// <summary>Running workers by hand.</summary>
public sealed class WorkerCommands(WorkerSchedule schedule, IReconcileCommands reconcile)
{
    private const string ReconcilePrefix = "reconcile:";

    /// <summary>A reconcile needs the role operator in its environment, any other worker the role administrator.</summary>
    public Task<CommandResult> RunAsync(Actor actor, string worker, CancellationToken cancellationToken)
    {
        if (!schedule.Knows(worker)) return Refuse("not-found", StatusCodes.Status404NotFound, $"There is no worker {worker}.");
        if (worker.StartsWith(ReconcilePrefix, StringComparison.Ordinal)) return reconcile.ReconcileAsync(actor, worker[ReconcilePrefix.Length..], cancellationToken);
        if (!actor.Is(Role.Administrator, environment: null)) return Refuse("role", StatusCodes.Status403Forbidden, "Running a worker needs the role administrator.");
        schedule.Trigger(worker);
        return Task.FromResult<CommandResult>(new CommandResult.Done());
    }

    private static Task<CommandResult> Refuse(string code, int status, string detail) => Task.FromResult<CommandResult>(new CommandResult.Refused(code, status, detail));
}
