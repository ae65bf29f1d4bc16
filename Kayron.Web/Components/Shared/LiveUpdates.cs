using Kayron.Core.Reconcile;

namespace Kayron.Web.Components.Shared;

/// <summary>Turns a burst of live events into one reading a window.</summary>
/// <remarks>The first event opens a window; what follows within it is part of it. While a reading runs, the next window waits for it.</remarks>
public sealed class LiveUpdates : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);
    private readonly Func<string, bool> _concerns;
    private readonly Func<Task> _read;
    private readonly ITimer _timer;
    private readonly IDisposable _subscription;
    private int _pending;

    /// <param name="concerns">Whether a page cares about this environment.</param>
    /// <param name="read">Reads anew; failures are its own to show.</param>
    public LiveUpdates(LiveFeed feed, TimeProvider time, Func<string, bool> concerns, Func<Task> read)
    {
        (_concerns, _read) = (concerns, read);
        _timer = time.CreateTimer(_ => _ = ReadAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = feed.Subscribe(OnChanged);
    }

    private void OnChanged(string environment)
    {
        if (_concerns(environment) && Interlocked.Exchange(ref _pending, 1) == 0) _timer.Change(Window, Timeout.InfiniteTimeSpan);
    }

    private Task ReadAsync()
    {
        // Cleared before reading: an event that arrives meanwhile may not be in what is read, and opens the next window.
        Interlocked.Exchange(ref _pending, 0);
        return _read();
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _timer.Dispose();
    }
}
