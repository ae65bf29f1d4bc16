using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

/// <summary>What rolling a deployment back means for one release of it.</summary>
public sealed class RollbackPlanTests
{
    /// <summary>
    /// History: versions in the order in which they were verified, each with the number of its deployment (0: found running). Deployment 3 brought <c>v3</c> over <c>v2</c>.
    /// Expected: what is left, what is gone back to, and whether it moves; a dash where nothing was verified before.
    /// </summary>
    [Theory]
    [InlineData("v2:0 v3:3", false, "", "v3 → v2 moves")]
    [InlineData("v1:1 v2:2 v3:3", false, "", "v3 → v2 moves")]
    [InlineData("v1:1 v3:3", false, "", "v3 → v1 moves")]
    [InlineData("v1:1 v2:2 v3:3", false, "v2", "v3 → v1 moves")]
    [InlineData("v3:3", false, "", "-")]
    [InlineData("v3:1 v3:3", false, "", "-")]
    [InlineData("v1:1 v2:2", false, "", "v3 → v2 moves")]
    [InlineData("v1:1 v2:2 v3:3 v4:4", false, "", "v4 → v2 moves")]
    [InlineData("v1:1 v2:2", true, "", "v3 → v2 stays")]
    [InlineData("", true, "", "v3 → v2 stays")]
    [InlineData("v1:1 v2:2 v4:4", true, "", "v3,v4 → v2 moves")]
    public void A_release_goes_back_to_what_was_verified_before(string history, bool undone, string quarantined, string expected)
    {
        var deployment = At(3);
        var release = new ChangedRelease("api", "v2", "v3", null, "minor");
        var verified = history.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split(':')).Select(entry => (Version: entry[0], Deployment: int.Parse(entry[1], System.Globalization.CultureInfo.InvariantCulture)))
            .Select(entry => new VerifiedVersion("api", entry.Version, null, entry.Deployment == 0 ? null : entry.Deployment, At(entry.Deployment).StartedAt.AddMinutes(entry.Deployment == 0 ? 0 : 1))).ToList();
        var step = RollbackPlan.Of(deployment, release, undone, verified, quarantined.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, step is null ? "-" : $"{string.Join(',', step.Leaves)} → {step.Instead} {(step.Moves ? "moves" : "stays")}");
    }

    [Fact]
    public void A_new_release_that_CloudFormation_took_back_does_not_run()
    {
        var step = RollbackPlan.Of(At(3), new ChangedRelease("api", null, "v3", null, "new"), true, [], [])!;
        Assert.Equal((null, false, "v3"), (step.Instead, step.Moves, string.Join(',', step.Leaves)));
    }

    [Fact]
    public void A_clock_that_was_set_back_changes_no_order()
    {
        VerifiedVersion[] verified = [new("api", "v1", null, 1, At(9).StartedAt), new("api", "v2", null, 2, At(8).StartedAt), new("api", "v3", null, 3, At(1).StartedAt), new("api", "v4", null, 4, At(0).StartedAt)];
        var step = RollbackPlan.Of(At(3), new ChangedRelease("api", "v2", "v3", null, "minor"), undone: false, verified, [])!;
        Assert.Equal(("v4", "v2"), (string.Join(',', step.Leaves), step.Instead));
    }

    [Fact]
    public void Versions_of_other_releases_are_nothing_to_go_back_to() =>
        Assert.Null(RollbackPlan.Of(At(3), new ChangedRelease("api", "v2", "v3", null, "minor"), false, [new VerifiedVersion("web", "v2", null, 1, At(1).StartedAt)], []));

    private static Deployment At(long id) => new()
    {
        Id = id, Environment = "production", ChangeId = "c", State = DeploymentState.Succeeded, StartedAt = Facts.Now.AddHours(id), StartedBy = "by policy", Stack = "server-production", Source = null,
        Releases = [], ClientToken = null,
    };
}
