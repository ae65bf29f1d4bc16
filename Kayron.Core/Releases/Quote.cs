using System.Globalization;
using System.Text;

namespace Kayron.Core.Releases;

/// <summary>Puts text from outside into a message so that it stays on its line, moves no cursor and fills no screen.</summary>
internal static class Quote
{
    private const int MaximumLength = 80;

    /// <summary>A path, which stays as long as it is and needs no quotes.</summary>
    public static string Path(string path)
    {
        var plain = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes()) AppendVisible(plain, rune);
        return plain.ToString();
    }

    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaximumLength) return quoted.Append("…\"").ToString();
            Append(quoted, rune);
        }
        return quoted.Append('"').ToString();
    }

    private static void Append(StringBuilder quoted, Rune rune)
    {
        if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
        else AppendVisible(quoted, rune);
    }

    private static void AppendVisible(StringBuilder text, Rune rune)
    {
        if (IsVisible(rune)) text.Append(rune.ToString());
        else text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
    }

    /// <summary>Format characters are left out too: they turn the direction of a line or have no width.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
