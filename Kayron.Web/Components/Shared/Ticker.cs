namespace Kayron.Web.Components.Shared;

/// <summary>One timer a circuit, so that fifty relative times cost one tick a second and no render unless their words change.</summary>
public sealed class Ticker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly List<Action> _subscribers = [];
    private ITimer? _timer;

    public IDisposable Subscribe(Action onTick)
    {
        lock (_gate)
        {
            _subscribers.Add(onTick);
            _timer ??= time.CreateTimer(_ => Tick(), null, Every, Every);
        }
        return new Subscription(this, onTick);
    }

    private void Tick()
    {
        Action[] subscribers;
        lock (_gate) subscribers = [.. _subscribers];
        foreach (var subscriber in subscribers) subscriber();
    }

    private void Remove(Action onTick)
    {
        lock (_gate)
        {
            _subscribers.Remove(onTick);
            if (_subscribers.Count > 0) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _subscribers.Clear();
            _timer?.Dispose();
            _timer = null;
        }
    }

    private sealed class Subscription(Ticker ticker, Action onTick) : IDisposable
    {
        public void Dispose() => ticker.Remove(onTick);
    }
}
