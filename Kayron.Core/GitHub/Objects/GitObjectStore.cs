namespace Kayron.Core.GitHub.Objects;

/// <summary>
/// Git objects on disk, kept across restarts and within a size. A cache: what is lost, cannot be written or does not hash to its name is read from GitHub again.
/// </summary>
internal sealed class GitObjectStore
{
    private const long DefaultMaximumBytes = 256L * 1024 * 1024;
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
    private static readonly TimeSpan TouchedAfter = TimeSpan.FromDays(1);
    private readonly string _directory;
    private readonly TimeProvider _clock;
    private readonly long _maximumBytes;
    private readonly Lock _pruning = new();
    private long _bytes;

    public GitObjectStore(string directory, TimeProvider clock, long maximumBytes = DefaultMaximumBytes)
    {
        (_directory, _clock, _maximumBytes) = (Path.Combine(directory, "objects"), clock, maximumBytes);
        _bytes = Files().Sum(file => file.Length);
    }

    public async Task<byte[]?> FindAsync(GitObjectKind kind, string sha, CancellationToken cancellationToken)
    {
        var path = PathOf(sha);
        try
        {
            if (!File.Exists(path)) return null;
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            if (!GitObject.Matches(kind, sha, content))
            {
                File.Delete(path);
                return null;
            }
            Touch(path);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Crash here: the temporary file stays behind and goes with the next pruning; a half-written object never has the name of a whole one.</summary>
    public async Task KeepAsync(string sha, byte[] content, CancellationToken cancellationToken)
    {
        var path = PathOf(sha);
        try
        {
            PrivateDirectory.Create(_directory);
            PrivateDirectory.Create(Path.GetDirectoryName(path)!);
            var temporary = Path.Combine(_directory, Path.GetRandomFileName());
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, path, overwrite: true);
            if (Interlocked.Add(ref _bytes, content.Length) > _maximumBytes) Prune();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk costs requests, not deployments.
        }
    }

    private string PathOf(string sha) => Path.Combine(_directory, sha[..2], sha[2..]);

    /// <summary>The time of the last write stands for that of the last use, to the day; file systems do not keep the latter reliably.</summary>
    private void Touch(string path)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        if (now - File.GetLastWriteTimeUtc(path) > TouchedAfter) File.SetLastWriteTimeUtc(path, now);
    }

    private void Prune()
    {
        lock (_pruning)
        {
            if (Interlocked.Read(ref _bytes) <= _maximumBytes) return;
            var left = 0L;
            foreach (var file in Files().OrderByDescending(file => file.LastWriteTimeUtc))
            {
                if (left + file.Length > _maximumBytes * 3 / 4) file.Delete();
                else left += file.Length;
            }
            Interlocked.Exchange(ref _bytes, left);
        }
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(_directory) ? new DirectoryInfo(_directory).EnumerateFiles("*", Everything) : [];
}
