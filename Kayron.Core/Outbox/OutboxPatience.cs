namespace Kayron.Core.Outbox;

/// <summary>How long, and how often, something is tried to be told. Pure.</summary>
public static class OutboxPatience
{
    /// <summary>After this many failed attempts it is given up.</summary>
    public const int MaximumTries = 40;

    /// <summary>What is older is no news any more.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromDays(1);

    /// <summary>What could not be told stays visible for this long.</summary>
    public static readonly TimeSpan KeepFailed = TimeSpan.FromDays(14);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Pause after the nth failed attempt: 5 s, doubled with each, at most a quarter of an hour, a quarter of it chance.</summary>
    /// <param name="asked">What the other side asked for; it is never tried before.</param>
    /// <param name="chance">0 to 1, so that what failed together does not come back together.</param>
    public static TimeSpan PauseAfter(int tries, TimeSpan? asked, double chance)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 20));
        var pause = (doubled < Longest ? doubled : Longest) * (0.875 + chance / 4);
        return asked > pause ? asked.Value + First * chance : pause;
    }

    /// <summary>Null while it is worth trying again.</summary>
    public static string? WhyGivenUp(int tries, TimeSpan age) =>
        tries >= MaximumTries ? $"given up after {tries} attempts" : age >= MaximumAge ? $"given up after {MaximumAge.TotalHours:0} hours" : null;
}
