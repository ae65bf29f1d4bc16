using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Kayron.Core.Aws.Runtime;

/// <summary>Facts that never change, so that any may be dropped: the oldest goes first once there are too many.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _facts = new();
    private readonly ConcurrentQueue<TKey> _oldestFirst = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _facts.TryGetValue(key, out value);

    public void Add(TKey key, TValue value)
    {
        if (!_facts.TryAdd(key, value)) return;
        _oldestFirst.Enqueue(key);
        while (_oldestFirst.Count > capacity && _oldestFirst.TryDequeue(out var oldest)) _facts.TryRemove(oldest, out _);
    }
}
