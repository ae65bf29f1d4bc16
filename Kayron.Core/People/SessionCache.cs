using System.Collections.Concurrent;

namespace Kayron.Core.People;

/// <summary>Sessions that were just looked up, so that a page does not ask the database for each of its parts. Whatever changes a session or an account clears it.</summary>
public sealed class SessionCache(TimeProvider clock)
{
    /// <summary>What another process changes is seen after this at the latest.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private int _generation;

    /// <returns>Null: no such session.</returns>
    public async Task<(Session Session, Account Account)?> GetAsync(string hash, Func<Task<(Session, Account)?>> read)
    {
        var now = clock.GetUtcNow();
        if (_entries.TryGetValue(hash, out var known) && known.Until > now) return known.Value;
        var generation = Volatile.Read(ref _generation);
        var value = await read();
        if (_entries.Count >= Most) _entries.Clear();
        // What was read before something changed must not outlive the change.
        var entry = new Entry(value, now + Kept, generation);
        _entries[hash] = entry;
        if (generation != Volatile.Read(ref _generation)) _entries.TryRemove(KeyValuePair.Create(hash, entry));
        return value;
    }

    /// <summary>One session is looked up anew at its next use.</summary>
    public void Forget(string hash) => _entries.TryRemove(hash, out _);

    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _entries.Clear();
    }

    private sealed record Entry((Session, Account)? Value, DateTimeOffset Until, int Generation);
}
