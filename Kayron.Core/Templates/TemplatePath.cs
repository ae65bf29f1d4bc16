namespace Kayron.Core.Templates;

/// <summary>Paths within the folder of templates, with <c>/</c>, relative to it.</summary>
internal static class TemplatePath
{
    /// <returns>Null where the path leads out of the folder.</returns>
    public static string? Resolve(string from, string relative)
    {
        if (relative.StartsWith('/') || relative.Contains('\\', StringComparison.Ordinal)) return null;
        List<string> segments = [.. from.Split('/')[..^1]];
        foreach (var segment in relative.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment != "..") segments.Add(segment);
            else if (segments.Count == 0) return null;
            else segments.RemoveAt(segments.Count - 1);
        }
        return string.Join('/', segments);
    }
}
