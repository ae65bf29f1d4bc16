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
            flight = Join(key, read, maximumAge);
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

    /// <summary>What may have changed at the source is read anew by whoever asks from now on; reads under way are not kept. What never changes stays.</summary>
    public void Forget(Func<string, bool> keys)
    {
        lock (_lock)
        {
            foreach (var (key, _) in _kept.Where(kept => !kept.Value.Forever && keys(kept.Key)).ToList()) _kept.Remove(key);
            foreach (var (key, _) in _flights.Where(flight => !flight.Value.Forever && keys(flight.Key)).ToList()) _flights.Remove(key);
        }
    }

    private Flight Join<T>(string key, Func<CancellationToken, Task<T>> read, TimeSpan? maximumAge)
    {
        if (!_flights.TryGetValue(key, out var flight))
        {
            flight = new Flight { Forever = maximumAge == TimeSpan.MaxValue };
            _flights.Add(key, flight);
            var (token, start, started) = (flight.Stop.Token, clock.GetTimestamp(), flight);
            flight.Task = Task.Run(async () => await read(token) is var value && maximumAge is not null ? Keep(key, start, started, value) : value, CancellationToken.None);
        }
        flight.Waiting++;
        return flight;
    }

    private object? Keep(string key, long start, Flight flight, object? value)
    {
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out var current) || current != flight) return value;
            _kept[key] = new Kept(value, start, flight.Forever);
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

    private sealed record Kept(object? Value, long ReadAt, bool Forever);

    private sealed class Flight
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<object?> Task { get; set; } = System.Threading.Tasks.Task.FromResult<object?>(null);

        public int Waiting { get; set; }

        /// <summary>What it reads never changes.</summary>
        public bool Forever { get; init; }
    }
}
