using Kayron.Core.Configuration;
using Kayron.Core.Previews;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using static Kayron.Tests.Previews.PreviewTemplates;

namespace Kayron.Tests.Previews;

public sealed class PreviewSelectionTests
{
    private static readonly ImageLookup Found = new ImageLookup.Found("sha256:a", ["sha256:a"]);

    [Fact]
    public void The_latest_are_made_up_to_the_limit_and_what_runs_stays()
    {
        var pulls = Enumerable.Range(1, 5).Select(number => Pull(number, $"branch-{number}")).ToArray();
        var previews = PreviewSelection.Of(Facts(pulls, applied: ["branch-1"], settings: new PreviewSettings(true, Limit: 2)));
        Assert.Equal([1, 5], previews.Where(PreviewSelection.IsWanted).Select(preview => preview.PullRequest));
        Assert.All(previews.Where(preview => !PreviewSelection.IsWanted(preview)), preview => Assert.Equal((PreviewState.LeftOut, "web has 2 previews, which is the limit (Previews:Limit)"), (preview.State, preview.Reason)));
    }

    [Fact]
    public void A_branch_whose_hash_is_taken_is_refused_by_name_and_the_first_keeps_it()
    {
        // Found by trying branches: their digests begin alike.
        var (first, second) = CollidingBranches();
        var previews = PreviewSelection.Of(Facts([Pull(1, first), Pull(2, second)]));
        Assert.Equal(PreviewState.Updating, previews[0].State);
        Assert.Equal((PreviewState.Refused, $"its hash {previews[0].Hash} is that of the branch \"{first}\" of pull request #1, too: rename the branch"), (previews[1].State, previews[1].Reason));
    }

    [Fact]
    public void A_fork_may_have_previews_and_never_takes_over_a_branch_of_its_name()
    {
        var fork = Pull(2, "main") with { HeadRepository = "mallory/web" };
        var previews = PreviewSelection.Of(Facts([Pull(1, "main"), fork], settings: new PreviewSettings(true, Forks: true)));
        Assert.Equal(["main", "mallory:main"], previews.Where(PreviewSelection.IsWanted).Select(preview => preview.Branch));
        Assert.Equal("comes from a fork that was deleted", PreviewSelection.Of(Facts([fork with { HeadRepository = null }]))[0].Reason);
    }

    [Fact]
    public void Dependabots_branches_are_none() => Assert.Empty(PreviewSelection.Of(Facts([Pull(1, "dependabot/npm/left-pad")])));

    [Theory]
    [InlineData(null, null, null, "found", PreviewState.Updating, "head")]
    [InlineData(null, null, null, "missing", PreviewState.WaitingForImage, null)]
    [InlineData("old", "old", null, "missing", PreviewState.WaitingForImage, "old")]
    [InlineData("old", "old", null, "none", PreviewState.Refused, "old")]
    [InlineData("old", "old", null, "unknown", PreviewState.WaitingForImage, "old")]
    [InlineData("head", "head", null, "unknown", PreviewState.Ready, "head")]
    [InlineData("head", null, null, "unknown", PreviewState.Updating, "head")]
    [InlineData("old", "old", "head", "found", PreviewState.Failed, "old")]
    [InlineData(null, null, "head", "found", PreviewState.Failed, null)]
    [InlineData("old", "old", "older", "found", PreviewState.Updating, "head")]
    public void The_head_is_planned_where_it_can_run_and_else_what_ran_before(string? applied, string? running, string? failed, string image, PreviewState state, string? planned)
    {
        var hash = PreviewHash.Of("b");
        var facts = Facts([Pull(1, "b") with { Head = "head" }]) with { Applied = Commits(hash, applied), Running = Commits(hash, running) };
        var preview = PreviewSelection.Of(facts)[0] with { Failed = failed };
        ImageLookup? lookup = image switch { "found" => Found, "missing" => new ImageLookup.Missing(), "none" => new ImageLookup.NoRepository(), _ => null };

        var (chosen, commit) = PreviewChoice.Of(facts, preview, lookup, null);

        Assert.Equal((state, planned), (chosen.State, commit));
        Assert.Equal(state == PreviewState.Ready, chosen.Reason is null);
    }

    [Fact]
    public void Priorities_are_the_first_free_ones_and_stay_whatever_others_do()
    {
        var priorities = new ListenerPriorities([100, 101, 200], [Remembered("web", "A", 102), Remembered("web", "B", 200), Remembered("api", "C", 103)]);
        Assert.Equal(102, priorities.Give("web/A", 102, 100));
        Assert.Equal(104, priorities.Give("web/B", 200, 100));
        Assert.Equal(105, priorities.Give("web/D", null, 100));
        Assert.Equal(106, priorities.Give("api/E", 102, 100));
        Assert.Null(priorities.Give("web/F", null, 50_000));
    }

    [Fact]
    public void Nothing_of_what_runs_goes_where_pull_requests_are_not_known()
    {
        var hash = PreviewHash.Of("b");
        var kept = ChosenPreviews.AsTheyRun(Facts([]) with { PullRequests = null, Problem = "cannot be read", Applied = Commits(hash, "old") });
        Assert.Equal((hash, "old"), Assert.Single(kept.Commits));
    }

    private static Preview Remembered(string service, string hash, int priority) =>
        new("testing", service, new Kayron.Core.Releases.RepositoryName("acme", service), priority, "t", "b", hash, "head", null, null, PreviewState.Ready, null) { Priority = priority };

    private static OpenPullRequest Pull(int number, string branch) => new(number, $"Title {number}", branch, DarkMode, "acme/web", "main");

    private static PreviewFacts Facts(OpenPullRequest[] pulls, string[]? applied = null, PreviewSettings? settings = null) => new(
        Support.Facts.Environment with { Name = "testing", Previews = settings ?? new PreviewSettings(true) }, Release("web"), pulls, null, [],
        (applied ?? []).ToDictionary(PreviewHash.Of, _ => DarkMode), new Dictionary<string, string>());

    private static Dictionary<string, string> Commits(string hash, string? commit) => commit is null ? [] : new() { [hash] = commit };

    private static (string First, string Second) CollidingBranches()
    {
        var seen = new Dictionary<string, string>();
        for (var number = 0; ; number++)
        {
            var branch = $"branch-{number}";
            if (!seen.TryAdd(PreviewHash.Of(branch), branch)) return (seen[PreviewHash.Of(branch)], branch);
        }
    }
}
