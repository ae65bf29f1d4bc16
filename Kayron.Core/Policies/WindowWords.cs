using System.Globalization;
using Kayron.Core.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Kayron.Core.Policies;

/// <summary>Windows and their moments in words.</summary>
public static class WindowWords
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM yyyy");

    /// <summary><c>Mon–Thu 09:00–17:00 Berlin</c>, <c>20 Dec 2026 to 2 Jan 2027 Berlin (holidays)</c>.</summary>
    public static string Describe(TimeWindow window)
    {
        var parts = new[] { Days(window.Days), Times(window), Dates(window) }.Where(part => part.Length > 0).ToList();
        var reason = window.Reason is { } why ? $" ({why})" : "";
        return $"{(parts.Count == 0 ? "every day" : string.Join(' ', parts))} {Place(window.Zone)}{reason}";
    }

    /// <summary><c>Mon 09:00 Berlin</c> within six days, else <c>2 Jan 2027 09:00 Berlin</c>.</summary>
    public static string Describe(Instant moment, Instant now, DateTimeZone zone)
    {
        var clock = moment.InZone(zone);
        var day = moment - now < NodaTime.Duration.FromDays(6) ? Short(clock.DayOfWeek) : Date.Format(clock.Date);
        return $"{day} {Time.Format(clock.TimeOfDay)} {Place(zone)}";
    }

    /// <summary>The city that a zone is named for: <c>America/New_York</c> → <c>New York</c>.</summary>
    private static string Place(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string Days(IReadOnlyList<IsoDayOfWeek> days)
    {
        var runs = new List<(IsoDayOfWeek First, IsoDayOfWeek Last)>();
        foreach (var day in days)
        {
            if (runs.Count > 0 && runs[^1].Last + 1 == day) runs[^1] = (runs[^1].First, day);
            else runs.Add((day, day));
        }
        return string.Join(", ", runs.Select(run => ((int)run.Last - (int)run.First) switch
        {
            0 => Short(run.First),
            1 => $"{Short(run.First)}, {Short(run.Last)}",
            _ => $"{Short(run.First)}–{Short(run.Last)}",
        }));
    }

    private static string Times(TimeWindow window) =>
        window.From == LocalTime.Midnight && window.To == LocalTime.Midnight ? "" : $"{Time.Format(window.From)}–{(window.To == LocalTime.Midnight ? "24:00" : Time.Format(window.To))}";

    private static string Dates(TimeWindow window) => (window.FromDate, window.ToDate) switch
    {
        ({ } first, { } last) when first == last => Date.Format(first),
        ({ } first, { } last) => $"{Date.Format(first)} to {Date.Format(last)}",
        ({ } first, null) => $"from {Date.Format(first)}",
        (null, { } last) => $"until {Date.Format(last)}",
        _ => "",
    };

    private static string Short(IsoDayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames[(int)day % 7];
}
