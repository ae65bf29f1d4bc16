using System.Net;
using System.Text.Json;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

public sealed class ComparisonTests : IDisposable
{
    private static readonly string Base = new('a', 40);
    private static readonly string Head = new('b', 40);
    private readonly GitHubUnderTest _test = new();

    [Fact]
    public async Task All_pages_are_read_once()
    {
        Declare(total: 250, pages: 3);
        var comparison = await Compare();
        Assert.Equal((250, 250, true), (comparison!.TotalCommits, comparison.Commits.Count, comparison.Complete));
        Assert.Equal("https://github.test/acme/releases/compare/x", comparison.Url);
        await Compare();
        Assert.Equal(3, _test.GitHub.Calls.Count);
    }

    [Fact]
    public async Task A_comparison_that_is_cut_off_says_so()
    {
        Declare(total: 5000, pages: 10);
        var comparison = await Compare();
        Assert.Equal((5000, 1000, false), (comparison!.TotalCommits, comparison.Commits.Count, comparison.Complete));
    }

    [Fact]
    public async Task A_page_that_is_empty_too_early_is_a_cut_off()
    {
        Declare(total: 250, pages: 1);
        _test.GitHub.Json(PathOf(2), Page(250, []));
        Assert.False((await Compare())!.Complete);
    }

    [Fact]
    public async Task An_author_is_the_account_or_else_the_name_and_a_message_its_first_line()
    {
        _test.GitHub.Json(PathOf(1), Page(2, [Commit(1, "alice", "Fix\r\n\r\nbody"), Commit(2, null, "\n\nSecond")]));
        Assert.Equal([($"{1:d40}", "alice", "Fix"), ($"{2:d40}", "Name of 2", "Second")], (await Compare())!.Commits.Select(commit => (commit.Sha, commit.Author, commit.Message)));
    }

    [Theory]
    [InlineData("\u001b[2JCleared\u0007", "[2JCleared")]
    [InlineData("One\u2028Two", "One")]
    [InlineData("  \r\n\tOne\u0085Two", "One")]
    [InlineData("", "")]
    public async Task A_message_is_one_line_and_moves_no_cursor(string message, string shown)
    {
        _test.GitHub.Json(PathOf(1), Page(1, [Commit(1, "alice", message)]));
        Assert.Equal(shown, Assert.Single((await Compare())!.Commits).Message);
    }

    [Fact]
    public async Task A_commit_that_GitHub_does_not_know_is_null_and_a_repository_out_of_reach_is_not()
    {
        _test.GitHub.Status(PathOf(1), HttpStatusCode.NotFound).Json("", """{"default_branch":"main"}""");
        Assert.Null(await Compare());
        _test.Restart();
        _test.GitHub.Status("", HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<BlockedException>(Compare);
    }

    [Fact]
    public async Task Tags_move_so_they_are_compared_anew()
    {
        _test.GitHub.Json("/compare/v1...v2?per_page=100&page=1", Page(1, [Commit(1, "alice", "x")]));
        for (var round = 0; round < 2; round++) Assert.NotNull(await _test.SourceControl.CompareAsync(AcmeReleases, "v1", "v2", TestContext.Current.CancellationToken));
        Assert.Equal([200, 304], _test.GitHub.Calls.Select(call => call.Status));
    }

    public void Dispose() => _test.Dispose();

    private Task<Comparison?> Compare() => _test.SourceControl.CompareAsync(AcmeReleases, Base, Head, TestContext.Current.CancellationToken);

    private void Declare(int total, int pages)
    {
        for (var page = 1; page <= pages; page++)
            _test.GitHub.Json(PathOf(page), Page(total, [.. Enumerable.Range((page - 1) * 100, Math.Min(100, total - ((page - 1) * 100))).Select(number => Commit(number, "alice", $"Commit {number}"))]));
    }

    private static string PathOf(int page) => $"/compare/{Base}...{Head}?per_page=100&page={page}";

    private static string Page(int total, object[] commits) => JsonSerializer.Serialize(new { html_url = "https://github.test/acme/releases/compare/x", total_commits = total, commits, files = Array.Empty<object>() });

    private static object Commit(int number, string? login, string message) =>
        new { sha = $"{number:d40}", author = login is null ? null : new { login }, commit = new { message, author = new { name = $"Name of {number}" } } };
}
