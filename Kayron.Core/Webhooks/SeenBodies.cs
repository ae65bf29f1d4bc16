namespace Kayron.Core.Webhooks;

/// <summary>Bodies of the last ten minutes. GitHub names each delivery anew, also one that somebody sends again; only the body tells.</summary>
internal sealed class SeenBodies(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _seen = [];
    private readonly Queue<string> _byAge = new();

    /// <returns>False: it was seen already.</returns>
    public bool TryAdd(string digest)
    {
        lock (_lock)
        {
            while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= Most || clock.GetElapsedTime(_seen[oldest]) > Kept)) _seen.Remove(_byAge.Dequeue());
            if (!_seen.TryAdd(digest, clock.GetTimestamp())) return false;
            _byAge.Enqueue(digest);
            return true;
        }
    }
}
