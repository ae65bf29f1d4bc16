using Kayron.Core.GitHub;
using Kayron.Tests.Support;

namespace Kayron.Tests.GitHub;

public sealed class DiskCacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_another_process_moves_while_it_is_counted_is_left_out()
    {
        using var directory = new TemporaryDirectory();
        // Listed, and not there when its length is asked for.
        File.CreateSymbolicLink(Path.Combine(directory.Path, "moved"), Path.Combine(directory.Path, "nowhere"));
        var cache = new DiskCache(directory.Path, maximumBytes: 10, TimeProvider.System);
        foreach (var name in new[] { "aaa", "bbb", "ccc" }) await cache.KeepAsync(name, new byte[6], Cancellation);
        Assert.Single(new[] { await cache.FindAsync("aaa", Cancellation), await cache.FindAsync("bbb", Cancellation), await cache.FindAsync("ccc", Cancellation) }.OfType<byte[]>());
    }
}
