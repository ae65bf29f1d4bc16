namespace Kayron.Sandbox.GitHub;

/// <summary>What GitHub tells a token of its hourly allowance.</summary>
public sealed record RateStatus(int Limit, int Used, DateTimeOffset Reset)
{
    public int Remaining => Math.Max(0, Limit - Used);
}

/// <summary>The hourly allowance of each token. Answers of 304 are not charged.</summary>
public sealed class RateLimit(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RateStatus> _byToken = [];
    private int _limit = 5000;

    public RateStatus Look(string token)
    {
        lock (_lock) return Current(token);
    }

    public RateStatus Charge(string token)
    {
        lock (_lock) return _byToken[token] = Current(token) with { Used = Current(token).Used + 1 };
    }

    /// <summary>Sets how many calls every token has left in its hour.</summary>
    public void Leave(int remaining)
    {
        lock (_lock)
        {
            foreach (var (token, status) in _byToken.ToList()) _byToken[token] = status with { Used = status.Limit - remaining };
            if (_byToken.Count == 0) _limit = remaining;
        }
    }

    private RateStatus Current(string token)
    {
        var now = clock.GetUtcNow();
        if (_byToken.TryGetValue(token, out var status) && status.Reset > now) return status;
        if (status is not null) _limit = 5000;
        return _byToken[token] = new RateStatus(_limit, 0, now.AddHours(1));
    }
}
