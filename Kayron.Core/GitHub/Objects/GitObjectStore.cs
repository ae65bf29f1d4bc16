namespace Kayron.Core.GitHub.Objects;

/// <summary>Git objects on disk. What does not hash to its name is read from GitHub again.</summary>
internal sealed class GitObjectStore(string directory, TimeProvider clock, long maximumBytes = GitObjectStore.DefaultMaximumBytes)
{
    private const long DefaultMaximumBytes = 256L * 1024 * 1024;
    private readonly DiskCache _files = new(Path.Combine(directory, "objects"), maximumBytes, clock);

    public async Task<byte[]?> FindAsync(GitObjectKind kind, string sha, CancellationToken cancellationToken)
    {
        if (await _files.FindAsync(sha, cancellationToken) is not { } content) return null;
        if (GitObject.Matches(kind, sha, content)) return content;
        _files.Remove(sha);
        return null;
    }

    public Task KeepAsync(string sha, byte[] content, CancellationToken cancellationToken) => _files.KeepAsync(sha, content, cancellationToken);
}
