using System.Net;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

/// <summary>Conditional requests across restarts.</summary>
public sealed class AnswerStoreTests : IDisposable
{
    private const string Address = "/git/matching-refs/heads/main";
    private static readonly string Commit = new('a', 40), Other = new('b', 40);
    private readonly GitHubUnderTest _test = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_asks_conditionally_for_what_was_known_and_costs_nothing()
    {
        Shows(Commit);
        Assert.Equal(Commit, await FindAsync());
        _test.Restart();
        Assert.Equal(Commit, await FindAsync());
        Assert.Equal([(Address, 200), (Address, 304)], _test.GitHub.Calls);
    }

    [Fact]
    public async Task What_changed_while_it_was_down_is_read()
    {
        Shows(Commit);
        await FindAsync();
        Shows(Other);
        _test.Restart();
        Assert.Equal(Other, await FindAsync());
        _test.Restart();
        Assert.Equal(Other, await FindAsync());
        Assert.Equal([200, 200, 304], _test.GitHub.Calls.Select(call => call.Status));
    }

    /// <summary>An altered body under a validator that still holds would become what GitHub says.</summary>
    [Theory]
    [InlineData("altered")]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("another")]
    public async Task A_file_that_is_not_as_it_was_written_is_not_believed(string damage)
    {
        Shows(Commit);
        await FindAsync();
        var file = Assert.Single(Files());
        var text = await File.ReadAllTextAsync(file.FullName, None);
        await File.WriteAllTextAsync(file.FullName, damage switch
        {
            "altered" => text.Replace(Commit, Other, StringComparison.Ordinal),
            "cut" => text[..^10],
            "empty" => "",
            _ => text.Replace("heads/main", "heads/maim", StringComparison.Ordinal),
        }, None);
        _test.Restart();
        Assert.Equal(Commit, await FindAsync());
        Assert.Equal([200, 200], _test.GitHub.Calls.Select(call => call.Status));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_costs_requests_and_nothing_else()
    {
        await File.WriteAllTextAsync(Path.Combine(_test.CacheDirectory, "answers"), "no folder", None);
        Shows(Commit);
        Assert.Equal(Commit, await FindAsync());
        _test.Restart();
        Assert.Equal(Commit, await FindAsync());
    }

    [Fact]
    public async Task Failures_are_not_kept()
    {
        _test.GitHub.Status(Address, HttpStatusCode.NotFound).Status("", HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<Core.Reconcile.BlockedException>(FindAsync);
        Assert.Empty(Files());
    }

    public void Dispose() => _test.Dispose();

    private void Shows(string commit) => _test.GitHub.Json(Address, $$"""[{"ref":"refs/heads/main","object":{"sha":"{{commit}}","type":"commit"} }]""");

    private Task<string?> FindAsync() => _test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.Zero, None);

    private List<FileInfo> Files() =>
        Directory.Exists(Path.Combine(_test.CacheDirectory, "answers")) ? [.. new DirectoryInfo(Path.Combine(_test.CacheDirectory, "answers")).EnumerateFiles("*", SearchOption.AllDirectories)] : [];
}
