namespace Kayron.Web.Components.Presentation;

/// <param name="Class">add, del, hunk or empty.</param>
public readonly record struct DiffLine(string Class, string Text);

/// <summary>A unified diff, line by line.</summary>
public static class UnifiedDiff
{
    /// <summary>The two lines that name the file are left out: its path stands above.</summary>
    public static IReadOnlyList<DiffLine> Lines(string diff)
    {
        if (diff.Length == 0) return [];
        var lines = diff.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var body = lines is [var first, var second, ..] && first.StartsWith("--- ", StringComparison.Ordinal) && second.StartsWith("+++ ", StringComparison.Ordinal) ? lines[2..] : lines;
        return [.. body.Select(line => new DiffLine(Class(line), line))];
    }

    private static string Class(string line) => line switch
    {
        ['@', '@', ..] => "hunk",
        ['+', ..] => "add",
        ['-', ..] => "del",
        ['\\', ..] => "hunk",
        _ => "",
    };
}
