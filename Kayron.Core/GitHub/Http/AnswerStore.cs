using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.GitHub.Http;

/// <summary>
/// Answers of GitHub's that are asked for again, in memory and on disk, so that a restart costs no call that counts. One is used only after GitHub has said, to the caller
/// of now, that it still holds.
/// </summary>
internal sealed class AnswerStore(string directory, TimeProvider clock)
{
    private const int MaximumBytes = 32 * 1024 * 1024;
    private const int LargestBytes = MaximumBytes / 8;
    private readonly DiskCache _files = new(Path.Combine(directory, "answers"), MaximumBytes, clock);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<KeptAnswer>> _entries = [];
    private readonly LinkedList<KeptAnswer> _byUse = new();
    private int _bytes;

    public async Task<KeptAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (Recall(key) is { } known) return known;
        if (await _files.FindAsync(NameOf(key), cancellationToken) is not { } bytes) return null;
        if (KeptAnswer.Parse(bytes, key) is { } kept)
        {
            Remember(kept);
            return kept;
        }
        _files.Remove(NameOf(key));
        return null;
    }

    public async Task KeepAsync(KeptAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Body.Length > LargestBytes) return;
        Remember(answer);
        await _files.KeepAsync(NameOf(answer.Key), answer.ToBytes(), cancellationToken);
    }

    private static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private KeptAnswer? Recall(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    private void Remember(KeptAnswer answer)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(answer.Key, out var before)) Drop(before);
            _entries[answer.Key] = _byUse.AddFirst(answer);
            _bytes += answer.Size;
            while (_bytes > MaximumBytes && _byUse.Last is { } oldest) Drop(oldest);
        }
    }

    private void Drop(LinkedListNode<KeptAnswer> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= node.Value.Size;
    }
}
