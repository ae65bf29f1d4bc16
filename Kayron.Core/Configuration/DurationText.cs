using System.Globalization;

namespace Kayron.Core.Configuration;

/// <summary>Durations as people write them: <c>250ms</c>, <c>10s</c>, <c>1m</c>, <c>8h</c>, <c>2d</c>, or .NET's <c>1.00:00:00</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>A bare number is refused: .NET would read <c>10</c> as ten days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':')) return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        duration = TimeSpan.Zero;
        foreach (var (unit, length) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) continue;
            if (count * length.TotalDays > 3650) return false;
            duration = count * length;
            return true;
        }
        return false;
    }

    /// <summary>The shortest of those forms that says it exactly.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, length) in Units.Reverse())
        {
            if (duration >= length && duration.Ticks % length.Ticks == 0) return $"{duration.Ticks / length.Ticks}{unit}";
        }
        return duration == TimeSpan.Zero ? "0s" : duration.ToString("c");
    }
}
