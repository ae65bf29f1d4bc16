using System.Globalization;

namespace Kayron.Web.Components.Presentation;

/// <summary>When a pause ends by itself, as a form offers it.</summary>
public static class PauseEnd
{
    public const string Exact = "exact";

    public static IReadOnlyList<(string Value, string Words)> Choices { get; } =
    [
        ("", "Until somebody resumes it"), ("1", "For 1 hour"), ("4", "For 4 hours"), ("24", "For 1 day"), ("72", "For 3 days"), (Exact, "Until a time"),
    ];

    /// <param name="exact">In UTC.</param>
    /// <param name="problem">Why no end could be made of it.</param>
    public static DateTimeOffset? Read(string choice, DateTime? exact, DateTimeOffset now, out string? problem)
    {
        problem = null;
        if (choice.Length == 0) return null;
        if (choice != Exact) return now.AddHours(int.Parse(choice, CultureInfo.InvariantCulture));
        DateTimeOffset? until = exact is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;
        problem = until is null ? "Say when it ends." : until <= now ? "It would end in the past." : null;
        return problem is null ? until : null;
    }
}
