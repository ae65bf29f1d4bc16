using System.Threading.Channels;

namespace Kayron.Sandbox.GitHub.Hooks;

/// <summary>Sees that somebody saves files in the folders of repositories, and has those repositories looked at.</summary>
internal sealed class SavedFiles : IDisposable
{
    /// <summary>An editor saves with several steps; they are one look.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly FileSystemWatcher _watcher;
    private readonly Channel<string> _touched = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _root;

    /// <param name="look">Given <c>OWNER/REPO</c>.</param>
    public SavedFiles(string root, Func<string, Task> look)
    {
        _root = root;
        Directory.CreateDirectory(root);
        _watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Attributes };
        _watcher.Created += (_, change) => Touch(change.FullPath);
        _watcher.Changed += (_, change) => Touch(change.FullPath);
        _watcher.Deleted += (_, change) => Touch(change.FullPath);
        _watcher.Renamed += (_, change) => Touch(change.FullPath);
        _watcher.EnableRaisingEvents = true;
        _ = Task.Run(() => LookAsync(look));
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Touch(string path)
    {
        if (Path.GetRelativePath(_root, path).Split(Path.DirectorySeparatorChar) is [var owner, var name, ..]) _touched.Writer.TryWrite($"{owner}/{name}");
    }

    private async Task LookAsync(Func<string, Task> look)
    {
        try
        {
            var stop = _stopping.Token;
            while (await _touched.Reader.WaitToReadAsync(stop))
            {
                await Task.Delay(Gathering, stop);
                var names = new HashSet<string>();
                while (_touched.Reader.TryRead(out var name)) names.Add(name);
                foreach (var name in names) await look(name);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The sandbox ends.
        }
    }
}
