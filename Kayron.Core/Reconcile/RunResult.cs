namespace Kayron.Core.Reconcile;

/// <summary>How one run of one environment ended.</summary>
/// <param name="Outcome">no-drift, planned, blocked, awaiting-approval, ready, executing, verifying, succeeded, failed, converged, rejected, degraded, error or elsewhere.</param>
/// <param name="Detail">One sentence; null where there is nothing to say.</param>
/// <param name="Moving">Something is under way that the next run, soon, will take further.</param>
/// <param name="Held">A gate or a person holds it; otherwise what is blocked is wrong and must be mended.</param>
/// <param name="Degraded">The world could not be read: what is known is the last good look.</param>
public sealed record RunResult(string Outcome, string? Detail = null, string? ChangeId = null, bool Moving = false, bool Held = false, bool Degraded = false)
{
    /// <summary>Another process holds the environment's lease, or another run of this one is under way.</summary>
    public static RunResult Elsewhere { get; } = new("elsewhere", "another run is under way");
    public static RunResult NoDrift { get; } = new("no-drift");

    public static RunResult Blocked(string reason) => new("blocked", reason);

    public static RunResult Of(ReconcileException fault) => fault is TransientException
        ? new RunResult("degraded", fault.Message, Degraded: true)
        : new RunResult("error", fault.Message, Degraded: true);
}
