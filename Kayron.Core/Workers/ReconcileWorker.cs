using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;

namespace Kayron.Core.Workers;

/// <summary>One environment's loop. While something is under way the next run follows after two seconds at most.</summary>
public sealed class ReconcileWorker(EnvironmentSettings environment, Reconciler reconciler) : IWorker
{
    private static readonly TimeSpan WhileMoving = TimeSpan.FromSeconds(2);
    private volatile bool _moving;

    public string Name => $"reconcile:{environment.Name}";

    public TimeSpan Cooler => _moving && environment.Interval > WhileMoving ? WhileMoving : environment.Interval;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        // Environments look at about the same time: one answer of GitHub's serves them all.
        var result = await reconciler.RunAsync(environment, environment.Interval / 2, cancellationToken);
        _moving = result.Moving;
    }
}
