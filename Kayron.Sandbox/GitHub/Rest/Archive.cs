using System.Formats.Tar;
using System.IO.Compression;
using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>A commit as the gzipped tar file GitHub makes of it: one folder <c>OWNER-REPO-SHA</c> with everything in it.</summary>
internal static class Archive
{
    public static byte[] Write(GitHubRepository repository, string sha)
    {
        var commit = repository.Objects.Commit(sha);
        using var packed = new MemoryStream();
        using (var zipped = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxGlobalExtendedAttributesTarEntry([KeyValuePair.Create("comment", sha)]));
            var root = $"{repository.Owner}-{repository.Name}-{sha[..7]}/";
            tar.WriteEntry(Entry(TarEntryType.Directory, root, commit.Committer.At));
            foreach (var (path, entry) in FileSet.Walk(repository.Objects, commit.Tree)) tar.WriteEntry(Entry(repository, root + path, entry, commit.Committer.At));
        }

        return packed.ToArray();
    }

    private static PaxTarEntry Entry(GitHubRepository repository, string path, TreeEntry entry, DateTimeOffset at)
    {
        if (entry.IsTree) return Entry(TarEntryType.Directory, path + "/", at);
        var content = repository.Objects.Blob(entry.Sha);
        if (entry.Mode == TreeEntry.Link)
        {
            var link = Entry(TarEntryType.SymbolicLink, path, at);
            link.LinkName = System.Text.Encoding.UTF8.GetString(content);
            return link;
        }

        var file = Entry(TarEntryType.RegularFile, path, at);
        file.DataStream = new MemoryStream(content);
        if (entry.Mode == TreeEntry.Executable) file.Mode |= UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return file;
    }

    private static PaxTarEntry Entry(TarEntryType type, string path, DateTimeOffset at) => new(type, path) { ModificationTime = at };
}
