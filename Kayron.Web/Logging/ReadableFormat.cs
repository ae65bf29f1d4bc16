using System.Globalization;
using System.Text;

namespace Kayron.Web.Logging;

/// <summary>One line for a person at a terminal. Control characters are written out, so that text from outside cannot move the cursor or begin a line.</summary>
public static class ReadableFormat
{
    public static string Format(LogLine line)
    {
        var text = new StringBuilder()
            .Append(line.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)).Append(' ')
            .Append(line.LevelName.PadRight(7)).Append(' ');
        AppendInert(text, line.Message);
        foreach (var (key, value) in line.Fields)
        {
            text.Append("  ").Append(key).Append('=');
            AppendInert(text, FieldText.Of(value));
        }
        return text.ToString();
    }

    private static void AppendInert(StringBuilder text, string value)
    {
        foreach (var character in value)
        {
            if (IsInert(character)) text.Append(character);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }
    }

    /// <summary>Format characters are among those refused: they can turn the direction of the text around.</summary>
    private static bool IsInert(char character) =>
        char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
