using System.Globalization;

namespace Kayron.Web.Components.Presentation;

/// <summary>Times and durations in words.</summary>
public static class Times
{
    /// <summary>Two units at most: <c>3 min 12 s</c>, <c>2 h 10 min</c>, <c>1 day 4 h</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        if (duration.TotalMinutes < 1) return $"{(int)duration.TotalSeconds} s";
        if (duration.TotalHours < 1) return Two(duration.Minutes, "min", duration.Seconds, "s");
        if (duration.TotalDays < 1) return Two(duration.Hours, "h", duration.Minutes, "min");
        return Two(duration.Days, duration.Days == 1 ? "day" : "days", duration.Hours, "h");
    }

    /// <summary>One unit, as far as anybody cares: <c>2 min</c>.</summary>
    public static string Rough(TimeSpan duration)
    {
        if (duration.TotalSeconds < 60) return $"{Math.Max((int)duration.TotalSeconds, 0)} s";
        if (duration.TotalMinutes < 60) return $"{(int)duration.TotalMinutes} min";
        if (duration.TotalHours < 24) return $"{(int)duration.TotalHours} h";
        return Words.Count((int)duration.TotalDays, "day");
    }

    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        if (age < TimeSpan.Zero) return age > TimeSpan.FromSeconds(-1) ? "just now" : $"in {Rough(-age)}";
        if (age < TimeSpan.FromSeconds(1)) return "just now";
        if (age < TimeSpan.FromDays(1)) return $"{Rough(age)} ago";
        if (age < TimeSpan.FromDays(2)) return "yesterday";
        return age < TimeSpan.FromDays(14) ? $"{(int)age.TotalDays} days ago" : Date(at);
    }

    /// <summary>The moment itself, in UTC: servers, logs and AWS speak it.</summary>
    public static string Absolute(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset at) => at.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Today the hour is enough, otherwise the day with it.</summary>
    public static string Since(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.Date == now.UtcDateTime.Date
            ? at.ToUniversalTime().ToString("HH:mm", CultureInfo.InvariantCulture)
            : at.ToUniversalTime().ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    private static string Two(int major, string majorUnit, int minor, string minorUnit) =>
        minor == 0 ? $"{major} {majorUnit}" : $"{major} {majorUnit} {minor} {minorUnit}";
}
