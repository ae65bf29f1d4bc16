using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.GitHub.Http;

/// <summary>One gate for each caller and host of this process: what GitHub tells one caller to wait for holds for all that share its token or installation.</summary>
internal sealed class RateLimitGate
{
    private static readonly ConcurrentDictionary<string, RateLimitGate> Gates = new();
    private long _closedUntil;

    /// <summary>The key is a digest, so that no dictionary of the process holds a token.</summary>
    public static RateLimitGate Of(Uri api, string identity) =>
        Gates.GetOrAdd($"{api.Authority} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))}", _ => new RateLimitGate());

    /// <summary>How long the gate stays closed; null where it is open.</summary>
    public TimeSpan? FindPause(DateTimeOffset now)
    {
        var left = Interlocked.Read(ref _closedUntil) - now.UtcTicks;
        return left > 0 ? TimeSpan.FromTicks(left) : null;
    }

    /// <summary>A shorter pause never opens a gate that a longer one closed.</summary>
    public void Close(DateTimeOffset now, TimeSpan pause)
    {
        var until = now.UtcTicks + pause.Ticks;
        for (var current = Interlocked.Read(ref _closedUntil); current < until;)
        {
            var seen = Interlocked.CompareExchange(ref _closedUntil, until, current);
            if (seen == current) return;
            current = seen;
        }
    }
}
