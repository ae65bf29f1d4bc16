using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Kayron.Core.Outbox;

/// <summary>Puts text from outside into Markdown so that it stays text: no mention, link, reference, image or HTML comes of it. Pure.</summary>
public static partial class Markdown
{
    /// <summary>What would end a link's address early.</summary>
    private static readonly SearchValues<char> Breaking = SearchValues.Create("()<>| ");

    private const int Longest = 400;

    /// <summary>As code, where nothing is interpreted; fits into a cell of a table.</summary>
    public static string Code(string text)
    {
        var line = OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);
        var fence = new string('`', 1 + Backticks().Matches(line).Select(match => match.Length).DefaultIfEmpty(0).Max());
        var padding = line.Length == 0 || line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{padding}{line}{padding}{fence}";
    }

    /// <summary>A sentence of ours, which may quote others: as it is where it is plain, else as code.</summary>
    public static string Text(string sentence) => Plain().IsMatch(sentence) && !Address().IsMatch(sentence) ? Escape(sentence) : Code(sentence);

    /// <summary>A link to an address that is certainly one of the web; else its words alone.</summary>
    public static string Link(string words, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "" } && !uri.AbsoluteUri.AsSpan().ContainsAny(Breaking)
            ? $"[{(Plain().IsMatch(words) ? Escape(words) : Code(words))}]({uri.AbsoluteUri})"
            : Text(words);

    private static string Escape(string plain) => plain.Replace("_", "\\_", StringComparison.Ordinal);

    private static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest) return line.Append('…').ToString();
            line.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }
        return line.ToString();
    }

    [GeneratedRegex("`+", RegexOptions.NonBacktracking)]
    private static partial Regex Backticks();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_ .,:;'\"()/+%→-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    /// <summary>GitHub makes links of these without being asked.</summary>
    [GeneratedRegex("://|www\\.|\\b[0-9a-f]{7,40}\\b|mailto:|xmpp:", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
