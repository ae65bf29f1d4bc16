using System.Threading.Channels;
using Kayron.Core.Workers;

namespace Kayron.Tests.Support;

/// <summary>A worker whose runs a test awaits one by one, and lets go on when it likes.</summary>
internal sealed class FakeWorker(string name, TimeSpan cooler) : IWorker
{
    private readonly Channel<TaskCompletionSource> _runs = Channel.CreateUnbounded<TaskCompletionSource>();

    public string Name => name;
    public TimeSpan Cooler => cooler;

    /// <summary>Runs that began and have not ended.</summary>
    public int Running;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref Running) > 1) throw new InvalidOperationException("It runs twice at a time.");
        try
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _runs.Writer.WriteAsync(end, cancellationToken);
            await end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref Running);
        }
    }

    /// <returns>The next run, once it has begun: set it to let the run end.</returns>
    public ValueTask<TaskCompletionSource> NextAsync(CancellationToken cancellationToken) => _runs.Reader.ReadAsync(cancellationToken);
}
