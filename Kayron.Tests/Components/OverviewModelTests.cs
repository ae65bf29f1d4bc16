using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class OverviewModelTests
{
    private static readonly DashboardWorld s_world = new();
    private static readonly DeploymentSummary[] s_attempts = [.. s_world.Deployments.Select(DashboardWorld.Summary)];
    private static readonly DeploymentSummary[] s_failed = [.. s_attempts.Where(attempt => attempt.State == "failed")];

    [Fact]
    public void Approvals_come_before_failures_and_what_cannot_be_looked_at()
    {
        var items = Attention.Of(s_world.Environments, s_failed, FixedActor.Someone("ada", "Ada", Role.Approver));
        Assert.Equal([(Tone.Wait, "production"), (Tone.Fail, "testing"), (Tone.Fail, "staging")], items.Select(item => (item.Tone, item.Environment)));
        Assert.Equal("Needs 1 more approval · replaces nothing", items[0].Detail);
        Assert.Equal("failed, rolled back", items[1].Headline);
    }

    [Fact]
    public void Only_an_approver_is_asked_to_review()
    {
        Assert.Equal("Review change", Attention.Of(s_world.Environments, [], FixedActor.Someone("ada", "Ada", Role.Approver))[0].Action);
        Assert.Equal("Look at change", Attention.Of(s_world.Environments, [], FixedActor.Someone("vera", "Vera", Role.Viewer))[0].Action);
        Assert.False(Attention.Of(s_world.Environments, [], null)[0].Yours);
    }

    [Fact]
    public void What_is_somebodys_own_work_does_not_wait_for_them()
    {
        var own = s_world.Environments.Select(environment => environment.Change is { State: "awaiting-approval" } change ? environment with { Change = change with { Contributors = [new("Ada", "wrote a commit in api")] } } : environment).ToList();
        var item = Attention.Of(own, [], FixedActor.Someone("ada", "Ada", Role.Approver))[0];
        Assert.Equal(("Look at change", false), (item.Action, item.Yours));
        Assert.True(Attention.Of(own, [], FixedActor.Someone("linus", "Linus", Role.Approver))[0].Yours);
    }

    [Fact]
    public void A_failure_that_a_newer_version_left_behind_needs_nobody()
    {
        var moved = s_world.Environments.Select(environment => environment with { Releases = [.. environment.Releases.Select(release => release with { Desired = "v9" })] }).ToList();
        Assert.DoesNotContain(Attention.Of(moved, s_failed, null), item => item.Headline == "failed, rolled back");
    }

    [Fact]
    public void A_halted_stack_needs_a_person()
    {
        var halted = s_world.Environments[0] with { Decisions = [new("StackStatus", "deny", "UPDATE_ROLLBACK_FAILED: continue the rollback by hand.", null, null)] };
        var item = Assert.Single(Attention.Of([halted], [], null));
        Assert.Equal(("is halted", "UPDATE_ROLLBACK_FAILED: continue the rollback by hand"), (item.Headline, item.Detail));
    }

    [Fact]
    public void The_matrix_has_infrastructure_first_and_a_cell_for_each_environment()
    {
        var matrix = Matrix.Of(s_world.Environments, s_attempts);
        Assert.Equal(["infrastructure", "api", "web", "search", "billing", "mailer"], matrix.Rows.Select(row => row.Release));
        Assert.All(matrix.Rows, row => Assert.Equal(3, row.Cells.Count));
        Assert.Equal("/deployments/214", matrix.Rows[1].Cells[1]!.Href);
        Assert.Equal("/changes/ch-production", matrix.Rows[1].Cells[2]!.Href);
    }

    [Fact]
    public void What_was_deployed_since_the_last_look_is_not_called_drift()
    {
        var staging = s_world.Environments[1] with { Change = null };
        var done = DashboardWorld.Summary(DashboardWorld.Deploying() with { State = "succeeded", EndedAt = DashboardWorld.Now });
        var cell = MatrixCell.Of(staging, staging.Releases[1], [done]);
        Assert.Equal((Tone.Ok, "deployed"), (cell.Mark.Tone, cell.Mark.Words));
        Assert.Equal(Tone.Drift, MatrixCell.Of(staging, staging.Releases[1], [done with { EndedAt = DashboardWorld.Ago(60) }]).Mark.Tone);
    }

    [Theory]
    [InlineData("BILL", false, "billing")]
    [InlineData(null, true, "infrastructure api web search billing mailer")]
    [InlineData("zzz", false, "")]
    public void The_matrix_is_filtered(string? text, bool differing, string rows) =>
        Assert.Equal(rows, string.Join(' ', Matrix.Of(s_world.Environments, s_attempts).Where(text, differing).Rows.Select(row => row.Release)));

    [Fact]
    public void On_a_narrow_screen_what_needs_a_person_is_on_top() =>
        Assert.Equal(["api", "web", "infrastructure", "billing", "search", "mailer"], Matrix.Of(s_world.Environments, s_attempts).Column(2).Select(cell => cell.Release.Name));

    [Fact]
    public void Search_finds_by_name_version_and_fingerprint()
    {
        Assert.Contains(Search("staging"), hit => hit is { Kind: "Environment", Href: "/environments/staging" });
        Assert.Contains(Search("v3.1.1"), hit => hit is { Kind: "Release", Title: "web in production" });
        Assert.Contains(Search("C41F"), hit => hit.Kind == "Change");
        Assert.Empty(Search("nowhere"));
    }

    private static IReadOnlyList<SearchHit> Search(string text) =>
        SearchHits.Of(text, s_world.Environments, [.. s_world.Environments.Select(environment => environment.Change).OfType<ChangeSummary>()], []);
}
