using System.Net;
using System.Net.Sockets;

namespace Kayron.Web.Auth;

/// <summary>
/// Slows down whoever tries too often: so many attempts a minute from one address, and so many from all together. Its memory is fixed: addresses share
/// a table of counters, so that making up addresses or names fills nothing, and costs at most that somebody waits who shares a counter by chance.
/// </summary>
/// <param name="fromOne">Attempts a minute from one address; an IPv6 network of 64 bits counts as one.</param>
/// <param name="fromAll">Attempts a minute from all addresses together.</param>
public sealed class AttemptLimit(int fromOne, int fromAll, TimeProvider clock)
{
    private const int Counters = 4096;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Counter[] _counters = new Counter[Counters];
    private Counter _all;

    public bool IsReached(string address)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return _counters[Index(address)].Has(fromOne, now) || _all.Has(fromAll, now);
        }
    }

    public void Record(string address)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            _counters[Index(address)].Add(now);
            _all.Add(now);
        }
    }

    /// <summary>Records the attempt.</summary>
    /// <returns>False: there were too many before it, and it does not count.</returns>
    public bool TryTake(string address)
    {
        if (IsReached(address)) return false;
        Record(address);
        return true;
    }

    public void Clear(string address)
    {
        lock (_lock) _counters[Index(address)] = default;
    }

    private static int Index(string address) => (int)((uint)Network(address).GetHashCode(StringComparison.Ordinal) % Counters);

    /// <summary>Whoever has one IPv6 address has the 2^64 beside it.</summary>
    private static string Network(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(parsed.GetAddressBytes(), 0, 8) : address;

    private struct Counter
    {
        private int _count;
        private DateTimeOffset _until;

        public readonly bool Has(int count, DateTimeOffset now) => _count >= count && _until > now;

        public void Add(DateTimeOffset now)
        {
            if (_until <= now) (_count, _until) = (0, now + Window);
            _count++;
        }
    }
}
