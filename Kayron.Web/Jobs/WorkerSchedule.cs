using System.Collections.Frozen;
using Kayron.Core.Workers;

namespace Kayron.Web.Jobs;

/// <summary>
/// Decides when each worker runs: once at the start, then again its cooler after it ended, or at once when somebody asks. A worker never runs twice at a time,
/// and a request that comes while it runs is kept until it ends. Timers, not Hangfire's polling, hold the pauses: a cooler of 250 ms is one of 250 ms.
/// </summary>
public sealed class WorkerSchedule(TimeProvider clock) : IWorkerTrigger, IDisposable
{
    private FrozenDictionary<string, WorkerState> _states = FrozenDictionary<string, WorkerState>.Empty;
    private Action<string> _enqueue = _ => { };
    private volatile bool _stopped;

    public IReadOnlyList<WorkerSummary> Workers => [.. _states.Values.Select(Summarise).OrderBy(worker => worker.Name, StringComparer.Ordinal)];

    /// <param name="enqueue">Makes a job of a worker; it asks <see cref="TryQueue"/> first.</param>
    public void Start(IReadOnlyList<IWorker> workers, Action<string> enqueue)
    {
        _states = workers.ToFrozenDictionary(worker => worker.Name, worker => new WorkerState(worker));
        _enqueue = enqueue;
        foreach (var worker in workers) enqueue(worker.Name);
    }

    public bool Knows(string worker) => _states.ContainsKey(worker);

    /// <summary>Names that no worker has are ignored: the process may run a web server only.</summary>
    public void Trigger(string worker)
    {
        if (_states.TryGetValue(worker, out var state) && !RemembersFor(state) && !_stopped) _enqueue(worker);
    }

    /// <returns>False: it is queued or running already, and will run again if it is running.</returns>
    public bool TryQueue(string worker)
    {
        if (!_states.TryGetValue(worker, out var state)) return false;
        lock (state.Lock)
        {
            if (state.Phase != WorkerPhase.Idle)
            {
                state.Again |= state.Phase == WorkerPhase.Running;
                return false;
            }
            state.Phase = WorkerPhase.Queued;
            CancelTimer(state);
            return true;
        }
    }

    public void Started(string worker)
    {
        if (!_states.TryGetValue(worker, out var state)) return;
        lock (state.Lock)
        {
            state.Phase = WorkerPhase.Running;
            state.LastRun = clock.GetUtcNow();
        }
    }

    /// <param name="outcome"><c>succeeded</c> or <c>failed</c>; null where the job never began.</param>
    public void Ended(string worker, string? outcome)
    {
        if (!_states.TryGetValue(worker, out var state)) return;
        lock (state.Lock)
        {
            // Hangfire tells of more than one final state of a job: succeeded, then deleted by hand.
            if (state.Phase == WorkerPhase.Idle) return;
            state.Phase = WorkerPhase.Idle;
            state.Outcome = outcome ?? state.Outcome;
            SetTimer(state, state.Again ? TimeSpan.Zero : state.Worker.Cooler);
            state.Again = false;
        }
    }

    /// <summary>Nothing is started any more.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var state in _states.Values)
        {
            lock (state.Lock) CancelTimer(state);
        }
    }

    public void Dispose() => Stop();

    private static bool RemembersFor(WorkerState state)
    {
        lock (state.Lock)
        {
            if (state.Phase == WorkerPhase.Running) state.Again = true;
            return state.Phase != WorkerPhase.Idle;
        }
    }

    private void SetTimer(WorkerState state, TimeSpan pause)
    {
        if (_stopped) return;
        state.NextRun = clock.GetUtcNow() + pause;
        state.Timer = clock.CreateTimer(_ => _enqueue(state.Worker.Name), null, pause, Timeout.InfiniteTimeSpan);
    }

    private static void CancelTimer(WorkerState state)
    {
        state.Timer?.Dispose();
        (state.Timer, state.NextRun) = (null, null);
    }

    private static WorkerSummary Summarise(WorkerState state)
    {
        lock (state.Lock)
        {
            return new WorkerSummary(state.Worker.Name, state.Worker.Cooler, state.LastRun, state.NextRun, state.Phase == WorkerPhase.Running ? "running" : state.Outcome);
        }
    }
}
