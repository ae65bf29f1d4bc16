using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Folders;

/// <summary>What a look at a file without reading it tells: enough to know that it was saved since.</summary>
public sealed record FileStamp(string Mode, long Length, DateTime Modified);

/// <summary>The files of one branch's folder at one moment, by path.</summary>
public sealed class FolderScan(IReadOnlyDictionary<string, FileStamp> files)
{
    public IReadOnlyDictionary<string, FileStamp> Files { get; } = files;

    public bool SameAs(FolderScan? other) =>
        other is not null && Files.Count == other.Files.Count && Files.All(file => file.Value == other.Files.GetValueOrDefault(file.Key));

    public static FolderScan Of(string folder)
    {
        var files = new SortedDictionary<string, FileStamp>(StringComparer.Ordinal);
        Collect(new DirectoryInfo(folder), "", files);
        return new FolderScan(files);
    }

    private static void Collect(DirectoryInfo folder, string prefix, SortedDictionary<string, FileStamp> files)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + item.Name;
            if (EditorFiles.Ignores(item.Name)) continue;
            if (item.LinkTarget is { } target) files[path] = new FileStamp(TreeEntry.Link, target.Length, item.LastWriteTimeUtc);
            else if (item is DirectoryInfo below) Collect(below, path + "/", files);
            else if (item is FileInfo file) files[path] = new FileStamp(ModeOf(file), file.Length, file.LastWriteTimeUtc);
        }
    }

    private static string ModeOf(FileInfo file) =>
        !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? TreeEntry.Executable : TreeEntry.File;
}
