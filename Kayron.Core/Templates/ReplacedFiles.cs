using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Kayron.Core.Templates;

/// <summary>Files, some of which say something else.</summary>
internal sealed class ReplacedFiles(IFileProvider files, IReadOnlyDictionary<string, byte[]> replaced) : IFileProvider
{
    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IFileInfo GetFileInfo(string subpath) => replaced.TryGetValue(subpath, out var content) ? new Replaced(files.GetFileInfo(subpath), content) : files.GetFileInfo(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class Replaced(IFileInfo file, byte[] content) : IFileInfo
    {
        public bool Exists => file.Exists;
        public bool IsDirectory => false;
        public DateTimeOffset LastModified => file.LastModified;
        public long Length => content.Length;
        public string Name => file.Name;
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(content, writable: false);
    }
}
