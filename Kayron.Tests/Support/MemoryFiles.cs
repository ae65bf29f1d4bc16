using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Kayron.Tests;

/// <summary>Files that a test writes down beside its assertions.</summary>
internal sealed class MemoryFiles(params (string Path, string Text)[] files) : IFileProvider
{
    public IDirectoryContents GetDirectoryContents(string subpath)
    {
        var prefix = subpath.Length == 0 ? "" : subpath + "/";
        var below = files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).GroupBy(file => file.Path[prefix.Length..].Split('/')[0]);
        IFileInfo[] entries = [.. below.Select(entry => entry.First().Path == prefix + entry.Key ? new Entry(entry.Key, entry.First().Text) : new Entry(entry.Key, null))];
        return entries.Length == 0 ? NotFoundDirectoryContents.Singleton : new Contents(entries);
    }

    public IFileInfo GetFileInfo(string subpath) => files.Where(file => file.Path == subpath).Select(file => (IFileInfo)new Entry(file.Path.Split('/')[^1], file.Text)).FirstOrDefault(new NotFoundFileInfo(subpath));

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class Contents(IFileInfo[] entries) : IDirectoryContents
    {
        public bool Exists => true;

        public IEnumerator<IFileInfo> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Entry(string name, string? text) : IFileInfo
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text ?? "");

        public bool Exists => true;
        public bool IsDirectory => text is null;
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;
        public long Length => IsDirectory ? -1 : _bytes.Length;
        public string Name => name;
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(_bytes, writable: false);
    }
}
