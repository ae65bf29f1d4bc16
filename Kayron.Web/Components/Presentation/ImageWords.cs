using System.Globalization;

namespace Kayron.Web.Components.Presentation;

/// <summary>Images and what becomes of them, in words.</summary>
public static class ImageWords
{
    private static readonly (string Because, string Words)[] Reasons =
    [
        ("running", "running"), ("desired", "wanted"), ("planned", "in a change"), ("preview", "of previews"), ("rollback", "to roll back to"), ("unknown", "perhaps wanted"),
        ("other-tag", "with another tag"), ("in-index", "part of an index"), ("newest", "newest"), ("later", "for later runs"),
    ];

    /// <summary><c>2 run, 1 to roll back to, 10 newest</c></summary>
    public static string Kept(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", Reasons.Where(reason => counts.GetValueOrDefault(reason.Because) > 0).Select(reason => $"{counts[reason.Because]} {reason.Words}"));

    /// <summary>Decimal units, as registries bill them: <c>48.2 MB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => $"{(bytes + 999) / 1_000} kB",
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };

    public static Mark Presentation(string state) => state switch
    {
        "dropped" => Mark.Quiet("deleted"),
        "under-way" => Mark.Run("being deleted"),
        "kept" => Mark.Held("still there"),
        _ => Mark.Quiet(state),
    };
}
