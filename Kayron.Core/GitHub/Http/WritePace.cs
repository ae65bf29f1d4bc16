using Kayron.Core.Reconcile;

namespace Kayron.Core.GitHub.Http;

/// <summary>
/// GitHub takes some 80 writes a minute from a token before it limits it: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api.
/// Some may go at once, then one every second and a half; what comes too early is told when to come again instead of being kept waiting.
/// </summary>
internal sealed class WritePace(TimeProvider clock)
{
    private const int AtOnce = 40;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1.5);
    private readonly Lock _lock = new();
    private DateTimeOffset _spentUntil;

    /// <exception cref="TransientException">Too early.</exception>
    public void Take()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_spentUntil < now) _spentUntil = now;
            var early = _spentUntil + Each - (now + AtOnce * Each);
            if (early > TimeSpan.Zero) throw new TransientException("writes to GitHub are spread out; it is this one's turn soon", early);
            _spentUntil += Each;
        }
    }
}
