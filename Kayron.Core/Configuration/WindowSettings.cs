using NodaTime;

namespace Kayron.Core.Configuration;

/// <summary>When changes may start. Both lists empty: at any time.</summary>
/// <param name="Allow">On a day on which one of them begins, one must be open; on other days nothing is asked.</param>
/// <param name="Deny">While one is open nothing starts.</param>
public sealed record WindowSettings(IReadOnlyList<TimeWindow> Allow, IReadOnlyList<TimeWindow> Deny)
{
    public static WindowSettings Always { get; } = new([], []);

    public IEnumerable<TimeWindow> All => [.. Allow, .. Deny];
}

/// <summary>
/// Open whenever a clock on the wall of its time zone shows a time in it. So a time that the clock shows twice, or skips, on the night it is changed counts
/// twice, or not at all.
/// </summary>
/// <param name="Days">On which it begins; empty: on every day.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; not after <paramref name="From"/>: on the next day. Midnight is the end of the day.</param>
/// <param name="FromDate">First date on which it begins; null: there is none.</param>
/// <param name="ToDate">Last date on which it begins; null: there is none.</param>
public sealed record TimeWindow(IReadOnlyList<IsoDayOfWeek> Days, LocalTime From, LocalTime To, LocalDate? FromDate, LocalDate? ToDate, DateTimeZone Zone, string? Reason)
{
    public bool BeginsOn(LocalDate date) => (Days.Count == 0 || Days.Contains(date.DayOfWeek)) && !(date < FromDate) && !(date > ToDate);

    public bool IsOpen(LocalDateTime clock)
    {
        var (date, time) = clock;
        var reachesOver = To <= From;
        return (time >= From && (reachesOver || time < To) && BeginsOn(date)) || (reachesOver && time < To && BeginsOn(date.PlusDays(-1)));
    }
}
