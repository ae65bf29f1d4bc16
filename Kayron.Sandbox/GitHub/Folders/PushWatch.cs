using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Folders;

/// <summary>A branch whose folder no longer holds what was last seen in it; <paramref name="Tree"/> is null where the folder is gone.</summary>
public sealed record FolderChange(string Branch, string? Tree);

/// <summary>Finds what people saved in the folders since the last look, once they are done saving it.</summary>
/// <param name="branches">The branches the repository knows: one whose folder is gone at the first look was deleted while nobody watched.</param>
public sealed class PushWatch(WorkingFolders folders, ObjectStore objects, IEnumerable<string> branches)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // A save is several writes; within this time of the last one the file may be half of what it becomes.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    // Many editors empty a file before they fill it, and rarely does someone empty one on purpose.
    private static readonly TimeSpan EmptySettling = TimeSpan.FromSeconds(2);

    private const int Patience = 20;

    private IReadOnlyDictionary<string, FolderScan> _seen = branches.ToDictionary(branch => branch, _ => new FolderScan(new Dictionary<string, FileStamp>()));
    private readonly Dictionary<(string Branch, string Path), (FileStamp Stamp, string Sha)> _blobs = [];

    public async Task<IReadOnlyList<FolderChange>> FindAsync(CancellationToken ct)
    {
        try
        {
            var scan = folders.Scan();
            if (Same(scan, _seen) || await SettledAsync(scan, ct) is not { } settled) return [];
            return Take(settled);
        }
        catch (IOException)
        {
            // A file vanished or is locked by its writer: the next look finds it in peace.
            return [];
        }
    }

    /// <summary>Notes that a branch's folder is as the repository has it, after Kayron's own side wrote it.</summary>
    public void Accept(string branch)
    {
        var seen = new Dictionary<string, FolderScan>(_seen);
        if (Directory.Exists(folders.PathOf(branch))) seen[branch] = FolderScan.Of(folders.PathOf(branch));
        else seen.Remove(branch);
        _seen = seen;
    }

    private async Task<IReadOnlyDictionary<string, FolderScan>?> SettledAsync(IReadOnlyDictionary<string, FolderScan> scan, CancellationToken ct)
    {
        for (var look = 0; look < Patience; look++)
        {
            await Task.Delay(Pause, ct);
            var again = folders.Scan();
            if (HasJustBeenEmptied(again)) return null;
            if (Same(scan, again) && !IsFresh(again)) return again;
            scan = again;
        }

        return null;
    }

    private List<FolderChange> Take(IReadOnlyDictionary<string, FolderScan> scan)
    {
        var changes = scan.Where(branch => !branch.Value.SameAs(_seen.GetValueOrDefault(branch.Key)))
            .Select(branch => new FolderChange(branch.Key, TreeOf(branch.Key, branch.Value)))
            .ToList();
        changes.AddRange(_seen.Keys.Where(branch => !scan.ContainsKey(branch)).Select(branch => new FolderChange(branch, null)));
        _seen = scan;
        return changes;
    }

    private string TreeOf(string branch, FolderScan scan) =>
        FileSet.Write(objects, scan.Files.Select(file => KeyValuePair.Create(file.Key, new FileEntry(file.Value.Mode, BlobOf(branch, file.Key, file.Value)))));

    private string BlobOf(string branch, string path, FileStamp stamp)
    {
        if (_blobs.TryGetValue((branch, path), out var known) && known.Stamp == stamp) return known.Sha;
        var sha = objects.Write(GitObject.Blob(folders.Read(branch, path, stamp)));
        _blobs[(branch, path)] = (stamp, sha);
        return sha;
    }

    private bool IsFresh(IReadOnlyDictionary<string, FolderScan> scan) => Changed(scan).Any(file => Age(file).Duration() < Settling);

    private bool HasJustBeenEmptied(IReadOnlyDictionary<string, FolderScan> scan) => Changed(scan).Any(file => file.Length == 0 && Age(file) < EmptySettling);

    private IEnumerable<FileStamp> Changed(IReadOnlyDictionary<string, FolderScan> scan) =>
        from branch in scan
        from file in branch.Value.Files
        where _seen.GetValueOrDefault(branch.Key)?.Files.GetValueOrDefault(file.Key) != file.Value
        select file.Value;

    // The files' times are the machine's, whatever clock the sandbox's world runs on.
    private static TimeSpan Age(FileStamp file) => TimeProvider.System.GetUtcNow().UtcDateTime - file.Modified;

    private static bool Same(IReadOnlyDictionary<string, FolderScan> left, IReadOnlyDictionary<string, FolderScan> right) =>
        left.Count == right.Count && left.All(branch => branch.Value.SameAs(right.GetValueOrDefault(branch.Key)));
}
