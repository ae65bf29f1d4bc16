using System.IO.Compression;

namespace Kayron.Sandbox.GitHub.Git;

/// <summary>Objects by id, kept as git's own loose objects, so that <c>git log</c> works in the folder too.</summary>
/// <param name="folder">Null: they are kept in memory alone.</param>
public sealed class ObjectStore(string? folder)
{
    private readonly Dictionary<string, GitObject> _known = [];

    /// <summary>Stores an object where it is not stored yet, and answers its id.</summary>
    public string Write(GitObject item)
    {
        var framed = item.Framed();
        var sha = GitObject.Identify(framed);
        if (!_known.TryAdd(sha, item) || folder is null) return sha;
        var path = PathOf(folder, sha);
        if (File.Exists(path)) return sha;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(framed);
        AtomicFile.Write(path, compressed.ToArray());
        return sha;
    }

    public GitObject? Find(string sha)
    {
        if (_known.TryGetValue(sha, out var known)) return known;
        if (folder is null || !IsSha(sha) || !File.Exists(PathOf(folder, sha))) return null;
        using var file = File.OpenRead(PathOf(folder, sha));
        using var zlib = new ZLibStream(file, CompressionMode.Decompress);
        using var framed = new MemoryStream();
        zlib.CopyTo(framed);
        return _known[sha] = GitObject.Parse(framed.ToArray());
    }

    public GitCommit? FindCommit(string sha) => Find(sha) is { Kind: GitObjectKind.Commit } found ? GitCommit.Parse(found.Content) : null;

    public GitCommit Commit(string sha) => FindCommit(sha) ?? throw new InvalidDataException($"Commit {sha} is missing from {folder}.");

    public GitTree Tree(string sha) => Find(sha) is { Kind: GitObjectKind.Tree } found ? GitTree.Parse(found.Content) : throw new InvalidDataException($"Tree {sha} is missing from {folder}.");

    public byte[] Blob(string sha) => Find(sha) is { Kind: GitObjectKind.Blob } found ? found.Content : throw new InvalidDataException($"Blob {sha} is missing from {folder}.");

    /// <summary>The one object whose id starts with <paramref name="prefix"/> (at least 4 digits), or null.</summary>
    public string? Expand(string prefix)
    {
        if (prefix.Length is < 4 or > 40 || !prefix.All(char.IsAsciiHexDigit)) return null;
        prefix = prefix.ToLowerInvariant();
        if (prefix.Length == 40) return Find(prefix) is null ? null : prefix;
        var found = _known.Keys.Where(sha => sha.StartsWith(prefix, StringComparison.Ordinal)).Concat(Stored(prefix)).Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private IEnumerable<string> Stored(string prefix)
    {
        if (folder is null || !Directory.Exists(Path.Combine(folder, prefix[..2]))) return [];
        return Directory.GetFiles(Path.Combine(folder, prefix[..2]), prefix[2..] + "*").Select(path => prefix[..2] + Path.GetFileName(path)).Where(IsSha);
    }

    private static bool IsSha(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    private static string PathOf(string folder, string sha) => Path.Combine(folder, sha[..2], sha[2..]);
}
