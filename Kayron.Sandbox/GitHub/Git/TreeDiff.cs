namespace Kayron.Sandbox.GitHub.Git;

/// <summary>One file that differs between two trees.</summary>
/// <param name="Status">GitHub's word: <c>added</c>, <c>removed</c> or <c>modified</c>.</param>
/// <param name="Patch">Null for binary files.</param>
public sealed record FileChange(string Path, string Status, string Sha, FilePatch? Patch);

public static class TreeDiff
{
    public static IReadOnlyList<FileChange> Compare(ObjectStore objects, string? before, string after)
    {
        var old = before is null ? [] : FileSet.Read(objects, before);
        var now = FileSet.Read(objects, after);
        return [.. old.Keys.Union(now.Keys).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal)
            .Select(path => Change(objects, path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))];
    }

    private static FileChange Change(ObjectStore objects, string path, FileEntry? old, FileEntry? now)
    {
        var status = (old, now) switch { (null, _) => "added", (_, null) => "removed", _ => "modified" };
        var patch = LineDiff.Compare(old is null ? [] : objects.Blob(old.Sha), now is null ? [] : objects.Blob(now.Sha));
        return new FileChange(path, status, (now ?? old)!.Sha, patch);
    }
}
