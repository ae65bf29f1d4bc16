using Kayron.Sandbox.Aws;
using Kayron.Sandbox.GitHub;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.Hosting;

/// <summary>Keeps the emulated AWS in a file: before the answer to whoever changed it goes out, and soon after it changed by itself.</summary>
internal sealed class AwsPersistence : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly AwsWorld _aws;
    private readonly string _file;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _background;
    private long _changes;
    private long _written;

    /// <param name="file">Where the snapshot is kept.</param>
    public AwsPersistence(AwsWorld aws, string file)
    {
        (_aws, _file) = (aws, file);
        aws.Changed += () => Interlocked.Increment(ref _changes);
        _background = SaveInTimeAsync();
    }

    /// <summary>Makes an answer wait until what its request changed is written.</summary>
    public void Guard(HttpContext context) => context.Response.OnStarting(SaveAsync);

    public async Task SaveAsync()
    {
        if (Interlocked.Read(ref _changes) == Interlocked.Read(ref _written)) return;
        await _turn.WaitAsync();
        try
        {
            var changes = Interlocked.Read(ref _changes);
            if (changes == _written) return;
            AtomicFile.Write(_file, _aws.Save());
            Interlocked.Exchange(ref _written, changes);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _background;
        await SaveAsync();
        _stopping.Dispose();
        _turn.Dispose();
    }

    private async Task SaveInTimeAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) await SaveAsync();
        }
        catch (OperationCanceledException)
        {
            // The last save follows in DisposeAsync.
        }
    }
}
