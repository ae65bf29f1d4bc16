namespace Kayron.Core.Workers;

/// <summary>A recurring task. It ensures a state: each run asks first whether it is already so, and may be run again at any time.</summary>
public interface IWorker
{
    /// <summary>Stable, shown to people and used in metrics: <c>reconcile:production</c>.</summary>
    string Name { get; }

    /// <summary>Pause between the end of a run and the start of the next.</summary>
    TimeSpan Cooler { get; }

    Task EnsureAsync(CancellationToken cancellationToken);
}

/// <summary>Runs a worker at once, beside its schedule; a worker that is running is not started twice.</summary>
public interface IWorkerTrigger
{
    void Trigger(string worker);
}
