using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Folders;

/// <summary>The folders of one repository, one a branch, which people edit. A slash in a branch's name is <c>%2F</c> in its folder's.</summary>
public sealed class WorkingFolders(string root)
{
    public string Root => root;

    public string PathOf(string branch) => Path.Combine(root, Escape(branch));

    public IReadOnlyDictionary<string, FolderScan> Scan() =>
        Directory.Exists(root)
            ? new DirectoryInfo(root).EnumerateDirectories()
                .Where(folder => !EditorFiles.Ignores(folder.Name) && ReferenceName.IsValid(Unescape(folder.Name)))
                .ToDictionary(folder => Unescape(folder.Name), folder => FolderScan.Of(folder.FullName))
            : new Dictionary<string, FolderScan>();

    /// <summary>The content git would store for a file of a branch.</summary>
    public byte[] Read(string branch, string path, FileStamp stamp)
    {
        var full = Path.Combine(PathOf(branch), path);
        return stamp.Mode == TreeEntry.Link
            ? System.Text.Encoding.UTF8.GetBytes(new FileInfo(full).LinkTarget ?? throw new IOException($"{full} is no link any more."))
            : File.ReadAllBytes(full);
    }

    /// <summary>Makes a branch's folder hold exactly these files; what is already right is not touched.</summary>
    /// <param name="at">Becomes the time of each file written: a save by a person is then always seen, however soon it follows.</param>
    public void Checkout(ObjectStore objects, string branch, string tree, DateTimeOffset at)
    {
        var folder = PathOf(branch);
        Directory.CreateDirectory(folder);
        var wanted = FileSet.Read(objects, tree);
        foreach (var stale in FolderScan.Of(folder).Files.Keys.Where(path => !wanted.ContainsKey(path))) File.Delete(Path.Combine(folder, stale));
        foreach (var (path, entry) in wanted) Place(Path.Combine(folder, path), entry, objects.Blob(entry.Sha), at);
    }

    public void Remove(string branch)
    {
        if (Directory.Exists(PathOf(branch))) Directory.Delete(PathOf(branch), recursive: true);
    }

    private static void Place(string path, FileEntry entry, byte[] content, DateTimeOffset at)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (entry.Mode == TreeEntry.Link)
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, System.Text.Encoding.UTF8.GetString(content));
            return;
        }

        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
        var temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.SetLastWriteTimeUtc(temporary, at.UtcDateTime);
        if (entry.Mode == TreeEntry.Executable && !OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, File.GetUnixFileMode(temporary) | UnixFileMode.UserExecute);
        File.Move(temporary, path, overwrite: true);
    }

    private static string Escape(string branch) => branch.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static string Unescape(string folder) => Uri.UnescapeDataString(folder);
}
