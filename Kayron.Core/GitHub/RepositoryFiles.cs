using System.Collections;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Kayron.Core.GitHub;

/// <summary>Files of a repository at one commit, in memory. Paths are case-sensitive, as in git, and know no <c>..</c>.</summary>
internal sealed class RepositoryFiles : IFileProvider
{
    private readonly Dictionary<string, Entry> _files = [];
    private readonly Dictionary<string, SortedDictionary<string, Entry>> _folders = [];

    public RepositoryFiles(IEnumerable<(string Path, byte[] Content)> files)
    {
        foreach (var (path, content) in files) Add(path, content);
    }

    public IFileInfo GetFileInfo(string subpath) => _files.TryGetValue(Normalize(subpath), out var file) ? file : new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) =>
        _folders.TryGetValue(Normalize(subpath), out var entries) ? new Folder(entries.Values) : NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static string Normalize(string subpath) => subpath.Trim('/');

    private void Add(string path, byte[] content)
    {
        _files.Add(path, new Entry(NameOf(path), content));
        AddTo(FolderOf(path), _files[path]);
        for (var folder = FolderOf(path); folder.Length > 0; folder = FolderOf(folder)) AddTo(FolderOf(folder), new Entry(NameOf(folder), null));
    }

    private void AddTo(string folder, Entry entry)
    {
        if (!_folders.TryGetValue(folder, out var entries)) _folders.Add(folder, entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal));
        entries[entry.Name] = entry;
    }

    private static string FolderOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private sealed class Folder(IEnumerable<IFileInfo> entries) : IDirectoryContents
    {
        public bool Exists => true;

        public IEnumerator<IFileInfo> GetEnumerator() => entries.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <param name="content">Null for a folder.</param>
    private sealed class Entry(string name, byte[]? content) : IFileInfo
    {
        public string Name => name;
        public bool Exists => true;
        public bool IsDirectory => content is null;
        public long Length => content?.Length ?? -1;
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => content is null ? throw new InvalidOperationException($"{name} is a folder") : new MemoryStream(content, writable: false);
    }
}
