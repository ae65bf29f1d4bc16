using NodaTime;
using NodaTime.Text;

namespace Kayron.Core.Configuration;

/// <summary>Reads the windows of one environment.</summary>
internal static class WindowReader
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly Dictionary<string, IsoDayOfWeek> Days =
        Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).ToDictionary(day => day.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Years that a plan is made for; others are slips of the finger.</summary>
    private static readonly (int First, int Last) Years = (2000, 2199);

    public static WindowSettings Read(SettingsScope scope) =>
        new([.. scope.Items("Policies:Window:Allow").Select(ReadWindow)], [.. scope.Items("Policies:Window:Deny").Select(ReadWindow)]);

    private static TimeWindow ReadWindow(SettingsScope window)
    {
        var (from, to) = (ReadTime(window, "From"), window.Text("To") == "24:00" ? LocalTime.Midnight : ReadTime(window, "To"));
        if (from is not null && from == to && from != LocalTime.Midnight) window.Report("To", "is the same time as From: a window of a whole day has neither.");
        var (first, last) = (ReadDate(window, "FromDate"), ReadDate(window, "ToDate"));
        if (first > last) window.Report("ToDate", "lies before FromDate.");
        return new TimeWindow(ReadDays(window), from ?? LocalTime.Midnight, to ?? LocalTime.Midnight, first, last, ReadZone(window), window.Text("Reason"));
    }

    private static List<IsoDayOfWeek> ReadDays(SettingsScope window)
    {
        var names = window.List("Days") ?? [];
        foreach (var wrong in names.Where(name => !Days.ContainsKey(name)))
            window.Report("Days", $"holds {SettingsScope.Quote(wrong)}: {(Spelling.Nearest(wrong, Days.Keys, 3) is { } meant ? $"did you mean {meant}?" : "days are Monday to Sunday.")}");
        if (names.Count == 0 && window.IsSet("Days")) window.Report("Days", "is empty: a window of every day has no Days.");
        return [.. names.Where(Days.ContainsKey).Select(name => Days[name]).Distinct().Order()];
    }

    private static LocalTime? ReadTime(SettingsScope window, string key)
    {
        if (window.Text(key) is not { } text) return null;
        if (Clock.Parse(text) is { Success: true, Value: var time }) return time;
        window.Report(key, $"is {SettingsScope.Quote(text)}: it must be a time such as 09:00{(key == "To" ? ", at most 24:00" : "")}.");
        return null;
    }

    private static LocalDate? ReadDate(SettingsScope window, string key)
    {
        if (window.Text(key) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && date.Year >= Years.First && date.Year <= Years.Last) return date;
        window.Report(key, $"is {SettingsScope.Quote(text)}: it must be a date such as 2026-12-20.");
        return null;
    }

    private static DateTimeZone ReadZone(SettingsScope window)
    {
        if (window.Text("TimeZone") is not { } id) return DateTimeZone.Utc;
        var zones = DateTimeZoneProviders.Tzdb;
        if (zones.Ids.Contains(id)) return zones[id];
        window.Report("TimeZone", $"is {SettingsScope.Quote(id)}: {(Spelling.Nearest(id, zones.Ids) is { } meant ? $"did you mean {meant}?" : "it must be an IANA time zone such as Europe/Berlin.")}");
        return DateTimeZone.Utc;
    }
}
