using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Rules;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class OrderPolicyTests
{
    private static readonly Soak Verified = new("staging", "api", "v1.1.0", "sha256:a", null, TimeSpan.FromSeconds(1), false);

    public static TheoryData<bool, Soak[], string?, Verdict, string> Progress() => new()
    {
        { true, [Verified], "sha256:a", Verdict.Hold, "waits until staging has deployed" },
        { false, [], "sha256:a", Verdict.Hold, "waits until staging has verified api v1.1.0" },
        { false, [Verified], "sha256:a", Verdict.Allow, "Verified in staging" },
        { false, [Verified], "sha256:b", Verdict.Hold, "waits until staging has verified api v1.1.0" },
        { false, [Verified with { Digest = null }], "sha256:b", Verdict.Allow, "Verified in staging" },
        { false, [Verified], null, Verdict.Allow, "Verified in staging" },
        { false, [Verified with { Version = "v1.0.9" }], null, Verdict.Hold, "waits until staging has verified api v1.1.0" },
        { false, [Verified with { IsVoid = true }], "sha256:a", Verdict.Hold, "waits until staging has verified api v1.1.0" },
    };

    [Theory]
    [MemberData(nameof(Progress))]
    public void One_environment_goes_after_another(bool executing, Soak[] soaks, string? digest, Verdict verdict, string reason)
    {
        var decision = new OrderPolicy().Judge(After("staging") with { After = new EnvironmentProgress(executing, soaks), Digests = digest is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["api"] = digest } });
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void A_rollback_waits_for_nobody() => Assert.Equal(Verdict.Allow, new OrderPolicy().Judge(After("staging") with { IsRollback = true }).Verdict);

    [Fact]
    public void Without_order_nothing_waits() => Assert.Equal(Verdict.Allow, new OrderPolicy().Judge(After(null)).Verdict);

    private static ChangeFacts After(string? environment) => Facts.Change with
    {
        Environment = Facts.Environment with { Policies = new PolicySettings { Order = new OrderSettings(environment) } },
        Releases = [Facts.Step("api", "v1.0.0", "v1.1.0")],
    };
}
