using System.Text;

namespace Kayron.Core.Releases;

/// <summary>Reports tabs outside of comments, and puts a space for each so that what is written beside them is checked all the same and columns stay.</summary>
internal static class TabCheck
{
    public static string Replace(string text, FindingList findings)
    {
        if (!text.Contains('\t')) return text;
        var replaced = new StringBuilder(text.Length);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            if (number++ > 0) replaced.Append('\n');
            var tab = line.AsSpan(0, CommentStart(line)).IndexOf('\t');
            if (tab >= 0) findings.Add(FindingCode.Tab, new YamlMark(number, tab + 1), "a tab; indent and separate with spaces");
            replaced.Append(tab >= 0 ? line.Replace('\t', ' ') : line);
        }
        return replaced.ToString();
    }

    private static int CommentStart(string line)
    {
        var quote = '\0';
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (quote != '\0') quote = character == quote ? '\0' : quote;
            else if (character is '"' or '\'') quote = character;
            else if (character == '#' && (index == 0 || char.IsWhiteSpace(line[index - 1]))) return index;
        }
        return line.Length;
    }
}
