using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class ReleaseStateTests
{
    private static readonly ChangedRelease s_changed = new("api", "v1", "v2", null, "major");

    [Theory]
    [InlineData("in-sync", null, Tone.Quiet, "in sync")]
    [InlineData("drifted", "Runs v1, should run v2.", Tone.Drift, "planned next")]
    [InlineData("waiting-for-image", "Image api:v2 is not in the registry yet.", Tone.Drift, "image not pushed yet")]
    [InlineData("suspended", "Suspended in the release definition.", Tone.Held, "suspended")]
    [InlineData("held", "Soaks in staging, 42 min left.", Tone.Held, "soaks in staging, 42 min left")]
    [InlineData("held", null, Tone.Held, "held")]
    [InlineData("quarantined", "Left by a rollback.", Tone.Held, "left by a rollback")]
    [InlineData("claimed", "Claimed by Grace until 18:00.", Tone.Held, "claimed by Grace until 18:00")]
    [InlineData("unresolved", "Branch main is gone.", Tone.Fail, "branch main is gone")]
    [InlineData("something-new", null, Tone.Quiet, "something-new")]
    public void Each_state_says_why_in_words(string state, string? reason, Tone tone, string words)
    {
        var mark = ReleaseState.Presentation(Release(state, reason));
        Assert.Equal((tone, words), (mark.Tone, mark.Words));
    }

    [Theory]
    [InlineData("awaiting-approval", 0, 1, Tone.Wait, "needs 1 approval")]
    [InlineData("awaiting-approval", 1, 2, Tone.Wait, "needs 1 more approval")]
    [InlineData("awaiting-approval", 1, 3, Tone.Wait, "needs 2 more approvals")]
    [InlineData("ready", 0, 0, Tone.Drift, "starts next")]
    [InlineData("executing", 0, 0, Tone.Run, "deploying")]
    [InlineData("blocked", 0, 0, Tone.Held, "closed until Mon 09:00 Berlin")]
    public void Drift_shows_what_its_change_waits_for(string state, int approved, int required, Tone tone, string words)
    {
        var mark = ReleaseState.Presentation(Release("drifted"), Change(state, approved, required));
        Assert.Equal((tone, words), (mark.Tone, mark.Words));
    }

    [Fact]
    public void A_change_of_another_version_says_nothing_about_it() =>
        Assert.Equal("planned next", ReleaseState.Presentation(Release("drifted") with { Desired = "v3" }, Change("awaiting-approval", 0, 1)).Words);

    [Fact]
    public void A_running_attempt_shows_how_far_it_is() => Assert.Equal("deploying 62 %", ReleaseState.Presentation(Release("drifted"), null, Attempt("executing", null)).Words);

    [Theory]
    [InlineData("Tasks stopped. Rolled back.", "failed, rolled back")]
    [InlineData("Not verified.", "failed")]
    [InlineData(null, "failed")]
    public void A_failed_attempt_outranks_what_holds_it_since(string? outcome, string words)
    {
        var mark = ReleaseState.Presentation(Release("held", "These inputs failed."), null, Attempt("failed", outcome));
        Assert.Equal((Tone.Fail, words), (mark.Tone, mark.Words));
    }

    [Fact]
    public void A_failed_attempt_is_forgotten_once_it_runs() => Assert.Equal(Tone.Quiet, ReleaseState.Presentation(Release("in-sync") with { Current = "v2" }, null, Attempt("failed", null)).Tone);

    private static ReleaseView Release(string state, string? reason = null) => new("api", "service", "api", "api", "release v2", "v1", "v2", state, reason);

    private static ChangeSummary Change(string state, int approved, int required) =>
        new("c", "production", state, "f", DashboardWorld.Now, [s_changed], "Closed until Mon 09:00 Berlin.", approved, required, 0, 0, null);

    private static DeploymentSummary Attempt(string state, string? outcome) =>
        new(1, "production", state, "c", [s_changed], DashboardWorld.Now, null, "by policy", outcome, new(8, 13, null)) { Progress = new(62, 100, null) };
}
