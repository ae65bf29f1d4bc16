namespace Kayron.Sandbox.GitHub.Git;

/// <summary>A file of a tree: its mode and the id of its content.</summary>
public sealed record FileEntry(string Mode, string Sha);

/// <summary>Trees as flat lists of files by path, the form in which they are compared, merged and written.</summary>
public static class FileSet
{
    public static SortedDictionary<string, FileEntry> Read(ObjectStore objects, string tree)
    {
        var files = new SortedDictionary<string, FileEntry>(StringComparer.Ordinal);
        foreach (var (path, entry) in Walk(objects, tree))
        {
            if (!entry.IsTree) files[path] = new FileEntry(entry.Mode, entry.Sha);
        }

        return files;
    }

    /// <summary>Every entry below a tree, a sub-tree before what it holds, with its path from the root.</summary>
    public static IEnumerable<(string Path, TreeEntry Entry)> Walk(ObjectStore objects, string tree, string prefix = "")
    {
        foreach (var entry in objects.Tree(tree).Entries)
        {
            yield return (prefix + entry.Name, entry);
            if (!entry.IsTree) continue;
            foreach (var below in Walk(objects, entry.Sha, prefix + entry.Name + "/")) yield return below;
        }
    }

    /// <summary>The entry at a path (files or sub-trees), or null.</summary>
    public static TreeEntry? Find(ObjectStore objects, string tree, string path)
    {
        var found = new TreeEntry(TreeEntry.Tree, "", tree);
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!found.IsTree || objects.Tree(found.Sha).Entries.FirstOrDefault(entry => entry.Name == name) is not { } next) return null;
            found = next;
        }

        return found;
    }

    public static string Write(ObjectStore objects, IEnumerable<KeyValuePair<string, FileEntry>> files)
    {
        var entries = new List<TreeEntry>();
        foreach (var group in files.GroupBy(file => file.Key.Split('/', 2)[0]))
        {
            var below = group.Where(file => file.Key.Contains('/', StringComparison.Ordinal)).ToList();
            if (below.Count > 0)
                entries.Add(new TreeEntry(TreeEntry.Tree, group.Key, Write(objects, below.Select(file => KeyValuePair.Create(file.Key[(group.Key.Length + 1)..], file.Value)))));
            else
                entries.Add(new TreeEntry(group.First().Value.Mode, group.Key, group.First().Value.Sha));
        }

        return objects.Write(new GitTree(entries).ToObject());
    }
}
