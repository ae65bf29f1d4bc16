using CsCheck;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Access;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;
using NodaTime;

namespace Kayron.Tests.Policies;

/// <summary>What must hold for any facts.</summary>
public sealed class PolicyProperties
{
    private static readonly string[] Statuses = ["UPDATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "CREATE_COMPLETE", "SOMETHING_NEW"];
    private static readonly string[] Versions = ["v1.0.1", "v1.1.0", "v2.0.0", "v0.9.0", "v1.1.0-rc.1", "latest", "9f2c1ab4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8"];
    private static readonly string[] People = ["ada", "grace", "linus"];
    private static readonly TimeWindow Weekday = new([IsoDayOfWeek.Monday], new LocalTime(9, 0), new LocalTime(17, 0), null, null, DateTimeZone.Utc, null);

    [Fact]
    public void Judging_twice_gives_the_same() => AnyFacts.Sample(facts => Assert.Equal(Essence(ChangePolicies.Judge(facts)), Essence(ChangePolicies.Judge(facts))));

    [Fact]
    public void Every_policy_speaks_once_and_says_why() => AnyFacts.Sample(facts =>
    {
        var decisions = ChangePolicies.Judge(facts);
        Assert.Equal(ChangePolicies.All.Select(policy => policy.Name), decisions.Select(decision => decision.Policy));
        Assert.All(decisions, decision => Assert.NotEmpty(decision.Reason));
    });

    [Fact]
    public void The_strictest_wins_in_any_order_and_one_more_decision_never_makes_it_milder() =>
        Gen.Select(Gen.Enum<Verdict>().Array[1, 8], Gen.Enum<Verdict>()).Sample((verdicts, another) =>
        {
            var decisions = verdicts.Select(verdict => new Decision("p", verdict, "r")).ToList();
            Assert.Equal(verdicts.Max(), Verdicts.Strictest(decisions).Verdict);
            Assert.Equal(verdicts.Max(), Verdicts.Strictest([.. decisions.AsEnumerable().Reverse()]).Verdict);
            Assert.True(Verdicts.Strictest([.. decisions, new Decision("q", another, "r")]).Verdict >= verdicts.Max());
        });

    [Fact]
    public void A_policy_that_denies_or_throws_beside_the_others_lets_nothing_through() => AnyFacts.Sample(facts =>
    {
        Assert.Equal(Verdict.Deny, Verdicts.Strictest(ChangePolicies.Judge([.. ChangePolicies.All, new Throwing()], facts)).Verdict);
    });

    [Fact]
    public void What_makes_things_stricter_never_lets_more_through() => AnyFacts.Sample(facts =>
    {
        var before = Verdicts.Strictest(ChangePolicies.Judge(facts)).Verdict;
        var policies = facts.Environment.Policies;
        ChangeFacts With(PolicySettings settings) => facts with { Environment = facts.Environment with { Policies = settings } };
        ChangeFacts[] stricter =
        [
            facts with { Pauses = [.. facts.Pauses, new Pause(9, null, null, "incident", "Ada", facts.Now, null)] },
            facts with { FailedBefore = facts.Now },
            facts with { People = facts.People with { Unknown = ["who wrote api is not known"] } },
            With(policies with { Approval = policies.Approval with { Required = policies.Approval.Required + 1 } }),
            With(policies with { Window = policies.Window with { Deny = [.. policies.Window.Deny, Weekday] } }),
            With(policies with { VersionClass = policies.VersionClass with { Major = VersionGate.Deny } }),
            With(policies with { Order = new OrderSettings("staging") }),
        ];
        foreach (var changed in stricter) Assert.True(Verdicts.Strictest(ChangePolicies.Judge(changed)).Verdict >= before);
    });

    [Fact]
    public void An_approval_more_never_makes_it_stricter_and_never_lifts_a_hold() => Gen.Select(AnyFacts, Gen.Int[0, People.Length - 1]).Sample((facts, person) =>
    {
        var before = Verdicts.Strictest(ChangePolicies.Judge(facts)).Verdict;
        var after = Verdicts.Strictest(ChangePolicies.Judge(facts with { Approvals = [.. facts.Approvals, Approval(People[person])] })).Verdict;
        Assert.True(after <= before);
        if (before > Verdict.Approve) Assert.Equal(before, after);
    });

    private static Gen<PolicySettings> AnyPolicies { get; } = Gen.Select(
        Gen.Int[0, 3], Gen.Bool, Gen.Enum<VersionGate>().Array[6], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool,
        (required, preventSelf, gates, window, broadening, order, retry) => new PolicySettings
        {
            Approval = new ApprovalSettings(required, PreventSelf: preventSelf), VersionClass = new VersionClassSettings(gates[0], gates[1], gates[2], gates[3], gates[4], gates[5]),
            Window = window ? new WindowSettings([Weekday], []) : WindowSettings.Always, Broadening = new BroadeningSettings(broadening), Order = new OrderSettings(order ? "staging" : null),
            Retry = new RetrySettings(retry),
        });

    private static Gen<ChangeFacts> AnyFacts { get; } = Gen.Select(
        AnyPolicies, Gen.Int[0, Statuses.Length - 1], Gen.Int[0, Versions.Length - 1].Array[0, 3], Gen.Int[0, People.Length - 1].Array[0, 3], Gen.Int[0, 10_000], Gen.Int[0, 15], Gen.Bool,
        (policies, status, versions, approvers, minutes, flags, executing) => Facts.Change with
        {
            Environment = Facts.Environment with { Policies = policies },
            Stack = Facts.Stack with { Status = Statuses[status] },
            Now = Facts.Now.AddMinutes(minutes),
            Releases = [.. versions.Select((version, index) => Facts.Step($"service{index}", "v1.0.0", Versions[version]))],
            Approvals = [.. approvers.Select(person => Approval(People[person]))],
            Effects = (flags & 1) == 0 ? null : Facts.NoEffects with { NestedKnown = (flags & 2) == 0, Widenings = (flags & 4) == 0 ? [] : [new AccessWidening("", "Role", "allows *", true)] },
            FailedBefore = (flags & 8) == 0 ? null : Facts.Now,
            People = new ChangePeople([new Contribution("grace", "wrote a commit")], []),
            After = new EnvironmentProgress(executing, []),
        });

    private static Approval Approval(string login) => Facts.Approval($"sandbox:{login}") with { Login = login };

    private static string Essence(IEnumerable<Decision> decisions) => string.Join('\n', decisions);

    private sealed class Throwing : IPolicy
    {
        public string Name => "Throwing";

        public Decision Judge(ChangeFacts facts) => throw new InvalidOperationException("broken");
    }
}
