using System.Text;

namespace Kayron.Core.Releases;

/// <summary>Branch names as <c>git check-ref-format --branch</c> accepts them.</summary>
internal static class BranchGrammar
{
    /// <summary>GitHub's own limit, in bytes.</summary>
    private const int MaximumBytes = 255;

    /// <returns>What is wrong with a name; null where it is right.</returns>
    public static string? Problem(string name)
    {
        if (name.Length == 0) return "is empty; write the name of a branch";
        if (Encoding.UTF8.GetByteCount(name) > MaximumBytes) return $"has more than {MaximumBytes} bytes";
        if (name is "@" or "HEAD") return "is a name that git keeps for itself";
        if (name[0] == '-') return "must not start with '-'";
        if (name.Any(character => character <= ' ' || character is '\u007f' or '~' or '^' or ':' or '?' or '*' or '[' or '\\'))
            return "must hold no space, control character or any of ~ ^ : ? * [ \\";
        if (name.Contains("..", StringComparison.Ordinal)) return "must not hold '..'";
        if (name.Contains("@{", StringComparison.Ordinal)) return "must not hold '@{'";
        return name[^1] == '.' ? "must not end with '.'" : name.Split('/').Select(SegmentProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? SegmentProblem(string segment)
    {
        if (segment.Length == 0) return "must not start or end with '/', or hold '//'";
        if (segment[0] == '.') return "must have no segment that starts with '.'";
        return segment.EndsWith(".lock", StringComparison.Ordinal) ? "must have no segment that ends in '.lock'" : null;
    }
}
