using System.Globalization;

namespace Kayron.Web.Components.Presentation;

/// <summary>Days of a filter as moments: from the start of the first to the end of the last, in UTC. What is no day filters nothing.</summary>
public static class DayRange
{
    public static DateTimeOffset? Start(string? day) => Parse(day) is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    /// <returns>Exclusive.</returns>
    public static DateTimeOffset? End(string? day) => Parse(day) is { } date && date < DateOnly.MaxValue ? Start(day)!.Value.AddDays(1) : null;

    private static DateOnly? Parse(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
