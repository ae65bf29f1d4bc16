using System.Collections.Concurrent;

namespace Kayron.Web.Auth;

/// <summary>How often signing in may be tried: with tokens in the form, with tokens in headers, and by way of a provider.</summary>
public sealed class SignInLimits(TimeProvider clock)
{
    private const int MostKnown = 10_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Address, string Hash), DateTimeOffset> _known = new();

    /// <summary>Wrong tokens in the form.</summary>
    public AttemptLimit Form { get; } = new(fromOne: 10, fromAll: 300, clock);

    /// <summary>Wrong tokens in headers: more of them, because a script that was forgotten tries again and again, and is no attack.</summary>
    public AttemptLimit Bearer { get; } = new(fromOne: 60, fromAll: 1_000, clock);

    /// <summary>Ways to a provider and back. Each costs calls to it.</summary>
    public AttemptLimit Provider { get; } = new(fromOne: 30, fromAll: 600, clock);

    /// <summary>A token that was good here lately is asked about even where others from the same address were wrong: colleagues share addresses.</summary>
    public bool IsKnown(string address, string hash) => _known.TryGetValue((address, hash), out var until) && until > clock.GetUtcNow();

    public void Know(string address, string hash)
    {
        if (_known.Count >= MostKnown) _known.Clear();
        _known[(address, hash)] = clock.GetUtcNow() + KnownFor;
    }
}
