using CsCheck;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Services;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class SoakRuleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Since minutes ago (negative: does not run), longest in minutes, void.</summary>
    [Theory]
    [InlineData("sha256:a", 18, 0, false, true, "soaks in staging, 42 min left", 42d)]
    [InlineData("sha256:a", 0.5, 0, false, true, "soaks in staging, 1 h left", 59.5)]
    [InlineData("sha256:a", 60, 0, false, false, "Has soaked in staging", null)]
    [InlineData("sha256:a", -1, 61, false, false, "Has soaked in staging", null)]
    [InlineData("sha256:a", 5, 90, false, false, "Has soaked in staging", null)]
    [InlineData("sha256:a", 20, 30, false, true, "soaks in staging, 40 min left", 40d)]
    [InlineData("sha256:a", -1, 12, false, true, "left staging after 12 min of 1 h", null)]
    [InlineData("sha256:a", -1, 0, true, true, "failed or was quarantined in staging", null)]
    [InlineData("sha256:b", 90, 0, false, true, "has not run verified in staging yet", null)]
    [InlineData(null, 90, 0, false, false, "Has soaked in staging", null)]
    public void A_version_is_sent_once_it_ran_long_enough_elsewhere(string? digest, double since, double longest, bool isVoid, bool holds, string reason, double? left)
    {
        var soak = new Soak("staging", "api", "v1.1.0", digest, since < 0 ? null : Facts.Now.AddMinutes(-since), TimeSpan.FromMinutes(longest), isVoid);
        var decision = Judge([soak]);
        Assert.Equal((holds, reason), (decision.Holds, decision.Reason));
        Assert.Equal(left is null ? null : Facts.Now.AddMinutes(left.Value), decision.Until);
    }

    [Fact]
    public void What_never_ran_there_waits_and_what_runs_here_already_does_not()
    {
        Assert.Equal("has not run verified in staging yet", Judge([]).Reason);
        Assert.False(new SoakRule().Judge(Of([]) with { Release = Release("v1.1.0") }).Holds);
        Assert.False(new SoakRule().Judge(Of([]) with { Environment = Facts.Environment }).Holds);
    }

    [Fact]
    public void Another_release_or_version_does_not_count() =>
        Assert.True(Judge([new Soak("staging", "web", "v1.1.0", null, Facts.Now.AddDays(-1), default, false), new Soak("staging", "api", "v1.0.9", null, Facts.Now.AddDays(-1), default, false)]).Holds);

    [Fact]
    public void What_was_reached_stays_reached() => Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300], Gen.Int[0, 1_000]).Sample((longest, ran, later) =>
    {
        var soak = new Soak("staging", "api", "v1.1.0", null, Facts.Now.AddMinutes(-ran), TimeSpan.FromMinutes(longest), false);
        var over = soak with { Longest = soak.Elapsed(Facts.Now), Since = null };
        Assert.Equal(soak.Elapsed(Facts.Now), over.Elapsed(Facts.Now.AddMinutes(later)));
        Assert.True(soak.Elapsed(Facts.Now.AddMinutes(later)) >= soak.Elapsed(Facts.Now));
    });

    [Fact]
    public void What_is_seen_beside_deployments_begins_and_ends_once()
    {
        Soak[] noted = [new("staging", "api", "v1", "sha256:a", Facts.Now, default, false), new("staging", "web", "v1", null, Facts.Now, default, false), new("staging", "mailer", "v2", null, null, default, true)];
        var (over, begun) = Soak.Observe(noted, [("api", "v2", false), ("web", "v1", true), ("mailer", "v2", true), ("search", "v3", true), ("billing", null, true)]);
        Assert.Equal("api", Assert.Single(over).Release);
        Assert.Equal(("search", "v3"), Assert.Single(begun));
    }

    private static ServiceDecision Judge(IReadOnlyList<Soak> soaks) => new SoakRule().Judge(Of(soaks));

    private static ServiceFacts Of(IReadOnlyList<Soak> soaks) =>
        new(Facts.Environment with { Policies = new PolicySettings { Soak = new SoakSettings("staging", Hour) } }, Facts.Now, Release("v1.0.0"), []) { Elsewhere = new EnvironmentProgress(false, soaks) };

    private static ObservedRelease Release(string current) =>
        new(Facts.Service("api"), new DesiredVersion.Known("v1.1.0"), current, new ImageLookup.Found("sha256:a", ["sha256:a"]));
}
