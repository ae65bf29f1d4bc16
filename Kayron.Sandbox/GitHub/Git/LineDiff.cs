using System.Globalization;
using System.Text;

namespace Kayron.Sandbox.GitHub.Git;

/// <summary>How a file differs: lines added and removed, and the hunks of a unified diff.</summary>
public sealed record FilePatch(int Additions, int Deletions, string Patch);

/// <summary>A unified diff of two texts, by the longest common subsequence of their lines.</summary>
public static class LineDiff
{
    private const int Context = 3;

    // The table below is quadratic; longer files get counts and no patch, as GitHub leaves out large diffs.
    private const int LargestTable = 4_000_000;

    public static FilePatch? Compare(byte[] before, byte[] after)
    {
        if (before.Contains((byte)0) || after.Contains((byte)0)) return null;
        var (old, now) = (Lines(before), Lines(after));
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = old.Skip(start).Reverse().Zip(now.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (left, right) = (old[start..^end], now[start..^end]);
        if ((long)left.Length * right.Length > LargestTable) return new FilePatch(right.Length, left.Length, "");
        var edits = old[..start].Select(line => (' ', line)).Concat(Edits(left, right)).Concat(old[^end..].Select(line => (' ', line))).ToList();
        return new FilePatch(edits.Count(edit => edit.Item1 == '+'), edits.Count(edit => edit.Item1 == '-'), Hunks(edits));
    }

    private static string[] Lines(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        if (text.Length == 0) return [];
        return text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
    }

    private static List<(char, string)> Edits(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var edits = new List<(char, string)>();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) (i, j) = Add(' ', old[i], i + 1, j + 1);
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) (i, j) = Add('-', old[i], i + 1, j);
            else (i, j) = Add('+', now[j], i, j + 1);
        }

        return edits;

        (int, int) Add(char sign, string line, int i, int j)
        {
            edits.Add((sign, line));
            return (i, j);
        }
    }

    private static string Hunks(List<(char Sign, string Line)> edits)
    {
        var text = new StringBuilder();
        int old = 1, now = 1, at = 0;
        while (at < edits.Count)
        {
            var change = edits.FindIndex(at, edit => edit.Sign != ' ');
            if (change < 0) break;
            var first = Math.Max(at, change - Context);
            (old, now) = (old + first - at, now + first - at);
            var last = HunkEnd(edits, change);
            var hunk = edits[first..last];
            var (removed, added) = (hunk.Count(edit => edit.Sign != '+'), hunk.Count(edit => edit.Sign != '-'));
            text.Append(CultureInfo.InvariantCulture, $"@@ -{(removed == 0 ? old - 1 : old)},{removed} +{(added == 0 ? now - 1 : now)},{added} @@\n");
            foreach (var (sign, line) in hunk) text.Append(sign).Append(line).Append('\n');
            (old, now, at) = (old + removed, now + added, last);
        }

        return text.ToString().TrimEnd('\n');
    }

    // Two changes share a hunk where their context would touch.
    private static int HunkEnd(List<(char Sign, string Line)> edits, int change)
    {
        while (true)
        {
            var quiet = edits.FindIndex(change, edit => edit.Sign == ' ');
            if (quiet < 0) return edits.Count;
            var next = edits.FindIndex(quiet, edit => edit.Sign != ' ');
            if (next < 0 || next - quiet > 2 * Context) return Math.Min(edits.Count, quiet + Context);
            change = next;
        }
    }
}
