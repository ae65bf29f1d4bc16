using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Rules;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class VersionClassPolicyTests
{
    private const string Commit = "9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8";

    private static readonly VersionClassSettings Careful =
        new(VersionGate.Auto, VersionGate.Approve, VersionGate.Deny, VersionGate.Deny, VersionGate.Approve, VersionGate.Approve);

    [Theory]
    [InlineData("v1.8.2", "v1.8.3", Verdict.Allow, "No step needs a person")]
    [InlineData("v1.8", "v1.8.0", Verdict.Allow, "No step needs a person")]
    [InlineData("v1.8.2", "v1.9.0", Verdict.Approve, "the minor step of api to v1.9.0 needs approval")]
    [InlineData("v1.8.2", "v2.0.0", Verdict.Deny, "the major step of api to v2.0.0 is not allowed in production")]
    [InlineData("v1.8.2", "v1.9.0-rc.1", Verdict.Deny, "the prerelease api v1.9.0-rc.1 is not allowed in production")]
    [InlineData("v1.9.0-rc.1", "v1.9.0", Verdict.Allow, "No step needs a person")]
    [InlineData("v1.8.2", "v1.8.1", Verdict.Approve, "the downgrade of api to v1.8.1 needs approval")]
    [InlineData("v1.8.2", "v1.8.1-rc.1", Verdict.Deny, "the downgrade of api to v1.8.1-rc.1 is not allowed in production")]
    [InlineData("v1.8.2", Commit, Verdict.Approve, "api at a branch's commit needs approval")]
    [InlineData(Commit, "v1.9.0", Verdict.Deny, $"api v1.9.0, which cannot be compared to {Commit}, is not allowed in production")]
    [InlineData("latest", "v1.9.0", Verdict.Deny, "api v1.9.0, which cannot be compared to latest, is not allowed in production")]
    [InlineData(null, "v1.0.0", Verdict.Deny, "api is new: it is not allowed in production")]
    [InlineData(null, Commit, Verdict.Approve, "api at a branch's commit needs approval")]
    public void The_size_of_the_step_decides(string? from, string to, Verdict verdict, string reason)
    {
        var decision = Judge(Careful, [], Facts.Step("api", from, to));
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void The_strictest_of_several_releases_decides_and_the_evidence_names_them_all()
    {
        var decision = Judge(Careful, [], Facts.Step("web", "v1.0.0", "v1.0.1"), Facts.Step("infrastructure", "v0.5.0", "v0.6.0"), Facts.Step("api", "v1.0.0", "v1.1.0"));
        Assert.Equal((Verdict.Approve, "the minor step of infrastructure to v0.6.0 needs approval"), (decision.Verdict, decision.Reason));
        Assert.Equal("web patch: auto; infrastructure minor: approve; api minor: approve", decision.Evidence);
    }

    [Fact]
    public void One_person_is_asked_also_where_the_environment_asks_for_none()
    {
        var asked = Judge(Careful, [], Facts.Step("api", "v1.8.2", "v1.9.0"));
        Assert.Equal((Verdict.Approve, 1), (asked.Verdict, asked.RequiredApprovals));
        Assert.Equal(Verdict.Allow, Judge(Careful, ["ada"], Facts.Step("api", "v1.8.2", "v1.9.0")).Verdict);
        Assert.Equal(Verdict.Deny, Judge(Careful, ["ada"], Facts.Step("api", "v1.8.2", "v2.0.0")).Verdict);
    }

    [Fact]
    public void Without_settings_and_without_a_version_that_moves_nothing_is_asked()
    {
        Assert.Equal(Verdict.Allow, Judge(new VersionClassSettings(), [], Facts.Step("api", "latest", "v2.0.0")).Verdict);
        Assert.Equal(Verdict.Allow, Judge(Careful, []).Verdict);
    }

    private static Decision Judge(VersionClassSettings settings, string[] approvers, params ChangedRelease[] releases) => new VersionClassPolicy().Judge(Facts.Change with
    {
        Environment = Facts.Environment with { Policies = new PolicySettings { VersionClass = settings } },
        Releases = releases,
        Approvals = [.. approvers.Select(account => Facts.Approval(account))],
    });
}
