namespace Kayron.Core.GitHub;

/// <summary>Answers that are young enough are given again, and callers that want the same at the same time share one read. Failures are not kept.</summary>
internal sealed class SharedReads(TimeProvider clock, int maximumKept)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _kept = [];
    private readonly Dictionary<string, Flight> _flights = [];

    /// <param name="maximumAge">Counted from the start of the read; null: the answer is shared while it is read, and not kept.</param>
    public async Task<T> GetAsync<T>(string key, TimeSpan? maximumAge, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        Flight flight;
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var kept) && maximumAge > TimeSpan.Zero && clock.GetElapsedTime(kept.ReadAt) <= maximumAge) return (T)kept.Value!;
            flight = Join(key, read, keep: maximumAge is not null);
        }
        try
        {
            return (T)(await flight.Task.WaitAsync(cancellationToken))!;
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private Flight Join<T>(string key, Func<CancellationToken, Task<T>> read, bool keep)
    {
        if (!_flights.TryGetValue(key, out var flight))
        {
            flight = new Flight();
            _flights.Add(key, flight);
            var (token, start) = (flight.Stop.Token, clock.GetTimestamp());
            flight.Task = Task.Run(async () => await read(token) is var value && keep ? Keep(key, start, value) : value, CancellationToken.None);
        }
        flight.Waiting++;
        return flight;
    }

    private object? Keep(string key, long start, object? value)
    {
        lock (_lock)
        {
            _kept[key] = new Kept(value, start);
            if (_kept.Count <= maximumKept) return value;
            foreach (var oldest in _kept.OrderBy(kept => kept.Value.ReadAt).Take(maximumKept / 4).ToList()) _kept.Remove(oldest.Key);
        }
        return value;
    }

    /// <summary>The last who leaves stops the read: nobody waits for it any more.</summary>
    private void Leave(string key, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiting > 0) return;
            if (_flights.TryGetValue(key, out var current) && current == flight) _flights.Remove(key);
        }
        flight.Stop.Cancel();
        flight.Stop.Dispose();
    }

    private sealed record Kept(object? Value, long ReadAt);

    private sealed class Flight
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<object?> Task { get; set; } = System.Threading.Tasks.Task.FromResult<object?>(null);

        public int Waiting { get; set; }
    }
}
