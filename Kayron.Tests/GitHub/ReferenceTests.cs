using System.Net;
using Kayron.Core.Reconcile;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

public sealed class ReferenceTests : IDisposable
{
    private const string Main = "1111111111111111111111111111111111111111";
    private const string Other = "2222222222222222222222222222222222222222";
    private const string Tag = "3333333333333333333333333333333333333333";
    private readonly GitHubUnderTest _test = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_branch_is_the_ref_of_that_very_name()
    {
        _test.GitHub.Json("/git/matching-refs/heads/test", List(("heads/testing", Other, "commit"), ("heads/test", Main, "commit"), ("heads/test/x", Other, "commit")));
        Assert.Equal(Main, await FindBranch("test"));
    }

    [Fact]
    public async Task A_branch_that_is_missing_is_no_fault_and_no_billed_call()
    {
        _test.GitHub.Json("/git/matching-refs/heads/test", List(("heads/testing", Other, "commit")));
        Assert.Null(await FindBranch("test"));
        Assert.Null(await FindBranch("test"));
        Assert.Equal([("/git/matching-refs/heads/test", 200), ("/git/matching-refs/heads/test", 304)], _test.GitHub.Calls);
    }

    [Fact]
    public async Task A_repository_without_a_commit_has_no_branch()
    {
        _test.GitHub.Status("/git/matching-refs/heads/main", HttpStatusCode.Conflict, "Git Repository is empty.");
        Assert.Null(await FindBranch("main"));
    }

    [Fact]
    public async Task Fifty_idle_rounds_of_three_refs_are_one_call_each_and_free()
    {
        foreach (var branch in new[] { "a", "b", "c" }) _test.GitHub.Json($"/git/matching-refs/heads/{branch}", List(($"heads/{branch}", Main, "commit")));
        for (var round = 0; round <= 50; round++)
            foreach (var branch in new[] { "a", "b", "c" }) Assert.Equal(Main, await FindBranch(branch));
        Assert.Equal((153, 150), (_test.GitHub.Calls.Count, _test.GitHub.Unmodified));
    }

    [Fact]
    public async Task A_branch_that_moves_is_seen()
    {
        _test.GitHub.Json("/git/matching-refs/heads/main", List(("heads/main", Main, "commit")));
        await FindBranch("main");
        _test.GitHub.Json("/git/matching-refs/heads/main", List(("heads/main", Other, "commit")));
        Assert.Equal(Other, await FindBranch("main"));
    }

    [Fact]
    public async Task What_is_young_enough_is_not_asked_for_again()
    {
        _test.GitHub.Json("/git/matching-refs/heads/main", List(("heads/main", Main, "commit")));
        await FindBranch("main");
        _test.Time.Advance(TimeSpan.FromSeconds(5));
        await _test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.FromSeconds(6), None);
        Assert.Single(_test.GitHub.Calls);
        await _test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.FromSeconds(4), None);
        Assert.Equal(2, _test.GitHub.Calls.Count);
    }

    [Fact]
    public async Task Environments_that_ask_at_once_share_one_call()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _test.GitHub.On("/git/matching-refs/heads/main", (_, _) => answer.Task);
        var asked = Enumerable.Range(0, 20).Select(_ => FindBranch("main")).ToList();
        answer.SetResult(FakeGitHub.Answer(HttpStatusCode.OK, List(("heads/main", Main, "commit"))));
        Assert.All(await Task.WhenAll(asked), found => Assert.Equal(Main, found));
        Assert.Single(_test.GitHub.Calls);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_stop_the_others()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _test.GitHub.On("/git/matching-refs/heads/main", (_, stop) => answer.Task.WaitAsync(stop));
        using var impatient = new CancellationTokenSource();
        var (first, second) = (_test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.Zero, impatient.Token), FindBranch("main"));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(FakeGitHub.Answer(HttpStatusCode.OK, List(("heads/main", Main, "commit"))));
        Assert.Equal(Main, await second);
    }

    [Fact]
    public async Task The_last_who_gives_up_stops_the_call()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = new SemaphoreSlim(0);
        _test.GitHub.On("/git/matching-refs/heads/main", async (_, stop) =>
        {
            asked.Release();
            await using var registration = stop.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, stop);
            return FakeGitHub.Answer(HttpStatusCode.OK, "[]");
        });
        using var impatient = new CancellationTokenSource();
        var call = _test.SourceControl.FindBranchAsync(AcmeReleases, "main", TimeSpan.Zero, impatient.Token);
        await asked.WaitAsync(None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await stopped.Task.WaitAsync(None);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../../../user")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("")]
    public async Task A_name_that_git_cannot_have_is_no_branch_without_a_call(string branch) => Assert.Null(await FindBranch(branch));

    [Theory]
    [InlineData("feature/a#b", "feature/a%23b")]
    [InlineData("100%", "100%25")]
    [InlineData("\"><img-src=x-onerror=alert(1)>", "%22%3E%3Cimg-src%3Dx-onerror%3Dalert%281%29%3E")]
    public async Task A_branch_stays_within_its_place_in_the_address(string branch, string escaped)
    {
        _test.GitHub.Json($"/git/matching-refs/heads/{escaped}", List(($"heads/{branch.Replace("\"", "\\\"", StringComparison.Ordinal)}", Main, "commit")));
        Assert.Equal(Main, await FindBranch(branch));
    }

    [Fact]
    public async Task An_annotated_tag_is_followed_and_its_object_read_once()
    {
        _test.GitHub.Json("/git/matching-refs/tags/v1.0.0", List(("tags/v1.0.0", Tag, "tag"))).Json($"/git/tags/{Tag}", TagObject(Main, "commit"));
        for (var round = 0; round < 3; round++) Assert.Equal(Main, await _test.SourceControl.FindTagAsync(AcmeReleases, "v1.0.0", TimeSpan.Zero, None));
        Assert.Single(_test.GitHub.Calls, call => call.Path == $"/git/tags/{Tag}");
    }

    [Fact]
    public async Task A_tag_of_something_else_than_a_commit_is_refused()
    {
        _test.GitHub.Json("/git/matching-refs/tags/v1.0.0", List(("tags/v1.0.0", Tag, "tag"))).Json($"/git/tags/{Tag}", TagObject(Other, "tree"));
        await Assert.ThrowsAsync<InvalidException>(() => _test.SourceControl.FindTagAsync(AcmeReleases, "v1.0.0", TimeSpan.Zero, None));
    }

    [Fact]
    public async Task The_latest_release_is_GitHubs()
    {
        _test.GitHub.Json("/releases/latest", """{"tag_name":"v2.0.0","draft":false,"prerelease":false}""");
        Assert.Equal("v2.0.0", await LatestRelease());
        Assert.Equal("v2.0.0", await LatestRelease());
        Assert.Equal([("/releases/latest", 200), ("/releases/latest", 304)], _test.GitHub.Calls);
    }

    [Fact]
    public async Task Without_a_release_the_loop_costs_no_404()
    {
        _test.GitHub.Status("/releases/latest", HttpStatusCode.NotFound).Json("/releases?per_page=100", """[{"tag_name":"v1","draft":false,"prerelease":true}]""").Json("", """{"default_branch":"main"}""");
        for (var round = 0; round < 10; round++) Assert.Null(await LatestRelease());
        Assert.Single(_test.GitHub.Calls, call => call.Status == 404);

        _test.GitHub.Json("/releases/latest", """{"tag_name":"v2"}""").Json("/releases?per_page=100", """[{"tag_name":"v2","draft":false,"prerelease":false}]""");
        Assert.Equal("v2", await LatestRelease());
    }

    [Fact]
    public async Task The_default_branch_is_asked_for_once_an_hour_and_then_conditionally()
    {
        _test.GitHub.Json("", """{"default_branch":"trunk"}""");
        Assert.Equal("trunk", await _test.SourceControl.DefaultBranchAsync(AcmeReleases, None));
        _test.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("trunk", await _test.SourceControl.DefaultBranchAsync(AcmeReleases, None));
        _test.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("trunk", await _test.SourceControl.DefaultBranchAsync(AcmeReleases, None));
        Assert.Equal([("", 200), ("", 304)], _test.GitHub.Calls);
    }

    [Fact]
    public async Task Calls_are_counted_without_the_branch_in_a_label()
    {
        _test.GitHub.Json("/git/matching-refs/heads/some-branch", "[]");
        await FindBranch("some-branch");
        await FindBranch("some-branch");
        Assert.Contains("GET /repos/{owner}/{repo}/git/matching-refs/heads/{branch} ok", _test.Metered);
        Assert.Contains("GET /repos/{owner}/{repo}/git/matching-refs/heads/{branch} not-modified", _test.Metered);
        Assert.DoesNotContain(_test.Metered, call => call.Contains("some-branch", StringComparison.Ordinal));
    }

    public void Dispose() => _test.Dispose();

    private Task<string?> FindBranch(string branch) => _test.SourceControl.FindBranchAsync(AcmeReleases, branch, TimeSpan.Zero, None);

    private Task<string?> LatestRelease() => _test.SourceControl.LatestReleaseAsync(AcmeReleases, TimeSpan.Zero, None);

    private static string List(params (string Name, string Sha, string Type)[] references) =>
        $"[{string.Join(',', references.Select(reference => $$"""{"ref":"refs/{{reference.Name}}","object":{"sha":"{{reference.Sha}}","type":"{{reference.Type}}"} }"""))}]";

    private static string TagObject(string sha, string type) => $$"""{"sha":"{{Tag}}","tag":"v1.0.0","object":{"sha":"{{sha}}","type":"{{type}}"} }""";
}
