using System.Globalization;
using System.Text;

namespace Kayron.Core.Notifications;

/// <summary>Text from outside, made unable to do anything where it is shown: no markup, no mention, no line or direction of its own.</summary>
public static class InertText
{
    private const int Longest = 1_000;

    /// <summary>As Slack wants it: its three characters escaped, so that nothing becomes a link, a mention or a command.</summary>
    public static string ForSlack(string text) => Plain(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        // Some servers that speak Slack's language link bare names: the invisible joiner keeps them from it.
        .Replace("@", "@\u2060", StringComparison.Ordinal);

    /// <summary>One line, without control and format characters.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text)
        {
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) plain.Append(' ');
            else plain.Append(character);
            if (plain.Length == Longest) return plain.Append('…').ToString();
        }
        return plain.ToString().Trim();
    }
}
