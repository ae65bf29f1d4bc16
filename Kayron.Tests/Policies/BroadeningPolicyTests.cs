using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Access;
using Kayron.Core.Policies.Rules;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class BroadeningPolicyTests
{
    private static readonly AccessWidening Certain = new("Billing", "Role", "allows s3:* on *", true);
    private static readonly AccessWidening Guess = new("", "Policy", "may grant more: its values cannot be told", false);

    public static TheoryData<AccessWidening[]?, bool, Verdict, string, string?> Widenings() => new()
    {
        { [], true, Verdict.Allow, "Grants nothing new", null },
        { [Certain, Guess], true, Verdict.Approve, "grants more than before: needs approval", "Billing/Role allows s3:* on *; Policy may grant more: its values cannot be told" },
        { [Guess], true, Verdict.Approve, "may grant more than before: needs approval", "Policy may grant more: its values cannot be told" },
        { [], false, Verdict.Approve, "what it grants in nested stacks is unknown: needs approval", "CloudFormation could not make nested change sets" },
        { null, true, Verdict.Approve, "whether it grants more was not looked at: needs approval", null },
        { [.. Enumerable.Repeat(Certain, 8)], true, Verdict.Approve, "grants more than before: needs approval", string.Join("; ", Enumerable.Repeat(Certain.ToString(), 6)) + "; and 2 more" },
    };

    [Theory]
    [MemberData(nameof(Widenings))]
    public void What_grants_more_needs_a_person(AccessWidening[]? widenings, bool nestedKnown, Verdict verdict, string reason, string? evidence)
    {
        var facts = Facts.Change with { Effects = Facts.NoEffects with { NestedKnown = nestedKnown, Widenings = widenings } };
        var decision = new BroadeningPolicy().Judge(facts);
        Assert.Equal((verdict, reason, evidence), (decision.Verdict, decision.Reason, decision.Evidence));
        Assert.Equal(Verdict.Allow, new BroadeningPolicy().Judge(facts with { Approvals = [Facts.Approval("ada")] }).Verdict);
    }

    [Fact]
    public void Without_a_change_set_it_is_unknown() => Assert.Equal(Verdict.Unknown, new BroadeningPolicy().Judge(Facts.Change with { Effects = null }).Verdict);

    [Fact]
    public void Switched_off_it_asks_nothing() => Assert.Equal(Verdict.Allow, new BroadeningPolicy().Judge(Facts.Change with
    {
        Environment = Facts.Environment with { Policies = new PolicySettings { Broadening = new BroadeningSettings(false) } },
        Effects = Facts.NoEffects with { Widenings = [Certain] },
    }).Verdict);
}
