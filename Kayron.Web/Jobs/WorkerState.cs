using Kayron.Core.Workers;

namespace Kayron.Web.Jobs;

/// <summary>Where one worker stands.</summary>
internal enum WorkerPhase
{
    /// <summary>Between two runs; a timer may be set for the next.</summary>
    Idle,
    /// <summary>A job is waiting for a thread.</summary>
    Queued,
    Running,
}

/// <summary>What the schedule knows of one worker. Guarded by its own lock.</summary>
internal sealed class WorkerState(IWorker worker)
{
    public Lock Lock { get; } = new();
    public IWorker Worker { get; } = worker;
    public WorkerPhase Phase { get; set; }

    /// <summary>Somebody asked for a run while one was on its way: what they saw may be newer than what it read.</summary>
    public bool Again { get; set; }
    public ITimer? Timer { get; set; }
    public DateTimeOffset? LastRun { get; set; }
    public DateTimeOffset? NextRun { get; set; }
    public string? Outcome { get; set; }
}

/// <param name="Cooler">Pause between the end of a run and the start of the next.</param>
/// <param name="NextRun">Null while it runs or waits for a thread.</param>
/// <param name="Outcome">succeeded or failed: of the last run; running; null before the first.</param>
public sealed record WorkerSummary(string Name, TimeSpan Cooler, DateTimeOffset? LastRun, DateTimeOffset? NextRun, string? Outcome);
