using Kayron.Core.Configuration;
using NodaTime;

namespace Kayron.Core.Policies;

/// <summary>Whether windows let a change start, and when that changes next. Pure, and bounded: windows that never change are found to be so.</summary>
public static class WindowSchedule
{
    /// <summary>The next change is mostly near: the look ahead begins with a day and doubles.</summary>
    private static readonly (Duration First, Duration Longest) Stride = (Duration.FromDays(1), Duration.FromDays(32));

    /// <summary>Windows repeat by the week and clocks by the year: what has not changed for so long changes with a date of the windows, or never.</summary>
    private static readonly Duration Cycle = Duration.FromDays(2 * 366);

    public static bool IsOpen(WindowSettings windows, Instant at)
    {
        if (windows.Deny.Any(window => window.IsOpen(Clock(window, at)))) return false;
        var today = windows.Allow.Where(window => window.BeginsOn(Clock(window, at).Date)).ToList();
        return today.Count == 0 || windows.Allow.Any(window => window.IsOpen(Clock(window, at)));
    }

    /// <returns>The first instant after <paramref name="now"/> at which <see cref="IsOpen"/> answers otherwise; null where it never does.</returns>
    public static Instant? NextChange(WindowSettings windows, Instant now)
    {
        var open = IsOpen(windows, now);
        var dates = Dates(windows).Order().ToList();
        var (from, settled, stride) = (now, now, Stride.First);
        while (true)
        {
            foreach (var moment in Moments(windows, from, from + stride))
                if (IsOpen(windows, moment) != open) return moment;
            from += stride;
            stride = Duration.Min(stride + stride, Stride.Longest);
            settled = Instant.Max(settled, dates.FindLast(date => date <= from));
            if (from - settled < Cycle) continue;
            // Nothing happens until a window begins or ends by date.
            var next = dates.FindIndex(date => date > from);
            if (next < 0) return null;
            (from, settled) = (dates[next], dates[next]);
        }
    }

    private static LocalDateTime Clock(TimeWindow window, Instant at) => at.InZone(window.Zone).LocalDateTime;

    /// <summary>Every instant after <paramref name="from"/>, up to <paramref name="to"/>, at which the answer may change, in order.</summary>
    private static SortedSet<Instant> Moments(WindowSettings windows, Instant from, Instant to)
    {
        var moments = new SortedSet<Instant>();
        foreach (var window in windows.All)
        {
            var last = Clock(window, to).Date.PlusDays(1);
            for (var date = Clock(window, from).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
            {
                Add(window.Zone, date + LocalTime.Midnight);
                Add(window.Zone, date + window.From);
                Add(window.Zone, date + window.To);
            }
            // Where a clock is changed, it may jump into a window or out of one.
            foreach (var interval in window.Zone.GetZoneIntervals(from, to).Where(interval => interval.HasEnd)) Include(interval.End);
        }
        return moments;

        void Add(DateTimeZone zone, LocalDateTime clock)
        {
            var mapping = zone.MapLocal(clock);
            if (mapping.Count == 0) return;
            Include(mapping.First().ToInstant());
            Include(mapping.Last().ToInstant());
        }

        void Include(Instant moment)
        {
            if (moment > from && moment <= to) moments.Add(moment);
        }
    }

    /// <summary>Two days before windows begin or end by date: early enough in every time zone.</summary>
    private static IEnumerable<Instant> Dates(WindowSettings windows) => windows.All
        .SelectMany(window => new[] { window.FromDate, window.ToDate?.PlusDays(1) }).OfType<LocalDate>().Select(date => date.PlusDays(-2).AtMidnight().InUtc().ToInstant());
}
