using System.Globalization;

namespace Kayron.Web.Cli;

/// <summary>Text from outside on a terminal: what could move the cursor or begin a line is shown as a question mark.</summary>
internal static class Printable
{
    public static string Of(string text) => string.Create(text.Length, text, static (characters, source) =>
    {
        for (var index = 0; index < source.Length; index++) characters[index] = IsInert(source[index]) ? source[index] : '?';
    });

    private static bool IsInert(char character) =>
        char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
