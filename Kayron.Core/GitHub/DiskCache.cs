namespace Kayron.Core.GitHub;

/// <summary>
/// Files that only save requests, kept across restarts and within a size; what was not used for longest goes first. What cannot be read or written is done without: a full
/// disk costs requests, not deployments.
/// </summary>
internal sealed class DiskCache
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
    private static readonly TimeSpan TouchedAfter = TimeSpan.FromDays(1);
    private readonly string _directory;
    private readonly TimeProvider _clock;
    private readonly long _maximumBytes;
    private readonly Lock _pruning = new();
    private long _bytes;

    /// <param name="directory">May be deleted at any time.</param>
    public DiskCache(string directory, long maximumBytes, TimeProvider clock)
    {
        (_directory, _maximumBytes, _clock) = (directory, maximumBytes, clock);
        _bytes = Files().Sum(file => file.Length);
    }

    /// <param name="name">Hexadecimal, at least three digits.</param>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            if (!File.Exists(path)) return null;
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            Touch(path);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Crash here: the temporary file stays behind and goes with the next pruning; a half-written file never has the name of a whole one.</summary>
    public async Task KeepAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
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
            // Done without.
        }
    }

    public void Remove(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Found wrong again next time.
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name[..2], name[2..]);

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
            foreach (var (file, length) in Files().OrderByDescending(found => found.File.LastWriteTimeUtc))
            {
                if (left + length > _maximumBytes * 3 / 4) file.Delete();
                else left += length;
            }
            Interlocked.Exchange(ref _bytes, left);
        }
    }

    /// <summary>What another process moves or deletes while it is counted is left out.</summary>
    private List<(FileInfo File, long Length)> Files()
    {
        var found = new List<(FileInfo, long)>();
        if (!Directory.Exists(_directory)) return found;
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles("*", Everything))
        {
            try
            {
                found.Add((file, file.Length));
            }
            catch (FileNotFoundException)
            {
                // Counted by whoever moved it.
            }
        }
        return found;
    }
}
