using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using static Kayron.Tests.GitHub.GitHubUnderTest;

namespace Kayron.Tests.GitHub;

/// <summary>What a webhook told of a branch against what the API shows of it.</summary>
public sealed class PushedHeadTests : IDisposable
{
    private static readonly string A = new('a', 40), B = new('b', 40), C = new('c', 40);
    private static readonly TimeSpan JustUnderTwoMinutes = TimeSpan.FromSeconds(119);
    private readonly GitHubUnderTest _test = new();
    private int _deliveries;

    [Fact]
    public async Task While_the_api_lags_for_sixty_seconds_the_pushed_commit_stays()
    {
        Shows(A);
        Assert.Equal(A, await FindAsync());
        Push(A, B);
        for (var second = 0; second < 60; second += 10)
        {
            Assert.Equal(B, await FindAsync());
            _test.Time.Advance(TimeSpan.FromSeconds(10));
        }
        Shows(B);
        Assert.Equal(B, await FindAsync());
    }

    [Fact]
    public async Task After_two_minutes_the_api_is_right_again()
    {
        Shows(A);
        Push(A, B);
        _test.Time.Advance(JustUnderTwoMinutes);
        Assert.Equal(B, await FindAsync());
        _test.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(A, await FindAsync());
    }

    [Fact]
    public async Task Any_third_commit_is_right()
    {
        Push(A, B);
        Shows(C);
        Assert.Equal(C, await FindAsync());
    }

    [Fact]
    public async Task Deliveries_out_of_order_end_at_the_final_commit()
    {
        Shows(A);
        Push(B, C);
        Assert.Equal(A, await FindAsync());
        Push(A, B);
        Assert.Equal(C, await FindAsync());
        Shows(B);
        Assert.Equal(C, await FindAsync());
        Shows(C);
        Assert.Equal(C, await FindAsync());
    }

    [Fact]
    public async Task A_force_push_back_is_followed_told_or_not()
    {
        Shows(A);
        Push(A, B);
        Push(B, A);
        Assert.Equal(A, await FindAsync());
        Shows(B);
        Assert.Equal(A, await FindAsync());

        // The webhook of the next one is lost.
        _test.Time.Advance(TimeSpan.FromMinutes(3));
        Shows(A);
        Push(A, C);
        Shows(C);
        Assert.Equal(C, await FindAsync());
        Shows(A);
        Assert.Equal(A, await FindAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_force_push_back_told_in_the_wrong_order_ends_where_it_began(bool apiIsAhead)
    {
        Shows(A);
        await FindAsync();
        _test.Time.Advance(TimeSpan.FromMinutes(5));
        if (apiIsAhead)
        {
            Shows(B);
            await FindAsync();
        }
        Push(B, A);
        Push(A, B);
        Assert.Equal(A, await FindAsync());
    }

    [Fact]
    public async Task A_deleted_branch_is_gone_though_the_api_still_shows_it_and_comes_back_when_it_is_made_again()
    {
        Shows(A);
        Push(A, null);
        Assert.Null(await FindAsync());
        Push(null, B);
        Assert.Equal(B, await FindAsync());
    }

    [Fact]
    public async Task A_restart_goes_on_believing_and_stops_when_it_is_time()
    {
        Shows(A);
        Push(A, B);
        _test.Restart();
        Assert.Equal(B, await FindAsync());
        _test.Time.Advance(JustUnderTwoMinutes);
        _test.Restart();
        Assert.Equal(B, await FindAsync());
        _test.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(A, await FindAsync());
    }

    [Fact]
    public async Task A_log_that_a_kill_cut_off_or_a_person_wrote_into_costs_only_what_cannot_be_read()
    {
        Shows(A);
        Push(A, B);
        await File.AppendAllTextAsync(Path.Combine(_test.CacheDirectory, "pushes.jsonl"), "null\n[]\n{\"At\":\"20", None);
        _test.Restart();
        Assert.Equal(B, await FindAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_nothing_believed_for_longer()
    {
        Shows(A);
        Push(A, B);
        _test.Time.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(A, await FindAsync());
    }

    [Fact]
    public async Task An_answer_that_was_kept_is_not_given_again_after_a_push()
    {
        Shows(A);
        Assert.Equal(A, await FindAsync(TimeSpan.FromMinutes(1)));
        Shows(C);
        Push(B, C);
        Assert.Equal(C, await FindAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_read_that_a_push_overtook_is_not_kept()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _test.GitHub.On("/git/matching-refs/heads/main", (_, _) => answer.Task);
        var overtaken = FindAsync(TimeSpan.FromMinutes(1));
        _test.SourceControl.Heed(new RepositoryEvent.Release(AcmeReleases));
        answer.SetResult(FakeGitHub.Answer(System.Net.HttpStatusCode.OK, List(A)));
        Assert.Equal(A, await overtaken);
        Shows(B);
        Assert.Equal(B, await FindAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Names_of_repositories_are_the_same_in_any_case_and_other_repositories_are_not_touched()
    {
        Shows(A);
        Heed(new RepositoryName("ACME", "Releases"), A, B);
        Heed(new RepositoryName("acme", "release"), A, C);
        Assert.Equal(B, await FindAsync());
    }

    public void Dispose() => _test.Dispose();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private void Push(string? before, string? after) => Heed(AcmeReleases, before, after);

    private void Heed(RepositoryName repository, string? before, string? after) =>
        _test.SourceControl.Heed(new RepositoryEvent.Pushed(repository, "refs/heads/main", before, after, "main", $"{++_deliveries}"));

    private void Shows(string commit) => _test.GitHub.Json("/git/matching-refs/heads/main", List(commit));

    private static string List(string commit) => $$"""[{"ref":"refs/heads/main","object":{"sha":"{{commit}}","type":"commit"} }]""";

    private Task<string?> FindAsync(TimeSpan maximumAge = default) => _test.SourceControl.FindBranchAsync(AcmeReleases, "main", maximumAge, None);
}
