using System.Collections.Concurrent;

namespace Kayron.Web.Auth;

/// <summary>Slows down whoever guesses: after ten failures within a minute an address waits until the minute is over.</summary>
public sealed class FailedAttempts(TimeProvider clock)
{
    private const int Allowed = 10;
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _failures = new();

    public bool IsBlocked(string address) => _failures.TryGetValue(address, out var failures) && failures.Count >= Allowed && failures.Until > clock.GetUtcNow();

    public void Record(string address)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count >= MostAddresses) Forget(now);
        _failures.AddOrUpdate(address, _ => (1, now + Window), (_, failures) => failures.Until > now ? (failures.Count + 1, failures.Until) : (1, now + Window));
    }

    public void Clear(string address) => _failures.TryRemove(address, out _);

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, failures) in _failures)
        {
            if (failures.Until <= now) _failures.TryRemove(address, out _);
        }
    }
}
