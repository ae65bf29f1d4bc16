using Kayron.Core.GitHub;
using Kayron.Tests.Support;

namespace Kayron.Tests.GitHub;

public sealed class DiskCacheTests
{
    [Fact]
    public async Task A_file_that_another_process_moves_while_it_is_counted_is_left_out()
    {
        using var directory = new TemporaryDirectory();
        for (var number = 0; number < 500; number++) directory.Write($"{number}", "answer");
        using var over = new CancellationTokenSource();
        // As the other process keeps an answer: written beside the others, then given its name.
        var other = Task.Run(
            () =>
            {
                while (!over.IsCancellationRequested)
                    for (var number = 0; number < 500; number++) File.Move(directory.Write($"{number}.new", "answer"), Path.Combine(directory.Path, $"{number}"), overwrite: true);
            },
            TestContext.Current.CancellationToken);
        try
        {
            for (var start = 0; start < 100; start++) _ = new DiskCache(directory.Path, maximumBytes: 1_000, TimeProvider.System);
        }
        finally
        {
            await over.CancelAsync();
            await other;
        }
    }
}
