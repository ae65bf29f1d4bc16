namespace Kayron.Sandbox.GitHub.Git;

/// <summary>A three-way merge by whole files: a file changed on both sides in different ways is a conflict.</summary>
public static class Merge
{
    /// <summary>The merged tree, or null where the two sides conflict.</summary>
    public static string? Trees(ObjectStore objects, string? origin, string ours, string theirs)
    {
        var before = origin is null ? [] : FileSet.Read(objects, origin);
        var left = FileSet.Read(objects, ours);
        var right = FileSet.Read(objects, theirs);
        var merged = new SortedDictionary<string, FileEntry>(StringComparer.Ordinal);
        foreach (var path in before.Keys.Union(left.Keys).Union(right.Keys))
        {
            var (old, mine, other) = (before.GetValueOrDefault(path), left.GetValueOrDefault(path), right.GetValueOrDefault(path));
            if (mine != other && mine != old && other != old) return null;
            if ((mine == old ? other : mine) is { } kept) merged[path] = kept;
        }

        return FileSet.Write(objects, merged);
    }
}
