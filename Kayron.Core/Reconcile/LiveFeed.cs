using System.Collections.Immutable;

namespace Kayron.Core.Reconcile;

/// <summary>Tells open pages that something about an environment is stored anew, so that they read it again. Carries no data: what is stored is the truth.</summary>
public sealed class LiveFeed
{
    private ImmutableList<Action<string>> _subscribers = [];

    /// <param name="onChanged">Called with the environment's name, on the publisher's thread: hand over and return.</param>
    /// <returns>Disposing ends the subscription.</returns>
    public IDisposable Subscribe(Action<string> onChanged)
    {
        ImmutableInterlocked.Update(ref _subscribers, list => list.Add(onChanged));
        return new Subscription(this, onChanged);
    }

    public void Publish(string environment)
    {
        foreach (var subscriber in _subscribers) subscriber(environment);
    }

    private sealed class Subscription(LiveFeed feed, Action<string> onChanged) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref feed._subscribers, list => list.Remove(onChanged));
    }
}
