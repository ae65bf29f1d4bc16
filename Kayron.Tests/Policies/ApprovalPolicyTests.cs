using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Rules;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class ApprovalPolicyTests
{
    private static readonly ChangePeople Grace = new([new Contribution("grace", "wrote a commit in api")], []);
    private static readonly ChangePeople Stranger = new([], ["the commits of api could not be read"]);

    [Theory]
    [InlineData(1, true, "grace", Verdict.Approve)]
    [InlineData(1, true, "Grace", Verdict.Approve)]
    [InlineData(1, true, "ada", Verdict.Allow)]
    [InlineData(1, true, "grace,ada", Verdict.Allow)]
    [InlineData(2, true, "grace,ada", Verdict.Approve)]
    [InlineData(1, false, "grace", Verdict.Allow)]
    [InlineData(0, true, "", Verdict.Allow)]
    public void Whose_work_it_is_does_not_count(int required, bool preventSelf, string approvers, Verdict verdict) =>
        Assert.Equal(verdict, Judge(required, preventSelf, Grace, approvers).Verdict);

    [Theory]
    [InlineData(1, true, "ada", Verdict.Approve, 2)]
    [InlineData(1, true, "ada,linus", Verdict.Allow, 2)]
    [InlineData(1, false, "ada", Verdict.Allow, 1)]
    [InlineData(0, true, "", Verdict.Allow, 0)]
    public void What_is_not_known_of_whose_work_it_is_asks_for_one_more(int required, bool preventSelf, string approvers, Verdict verdict, int asked)
    {
        var decision = Judge(required, preventSelf, Stranger, approvers);
        Assert.Equal((verdict, asked), (decision.Verdict, decision.RequiredApprovals));
    }

    [Theory]
    [InlineData(1, true, new[] { "" }, Verdict.Approve, 2)]
    [InlineData(1, true, new[] { "", "" }, Verdict.Allow, 2)]
    [InlineData(1, true, new[] { "", "ada" }, Verdict.Allow, 2)]
    [InlineData(2, true, new[] { "", "ada" }, Verdict.Approve, 3)]
    [InlineData(1, false, new[] { "" }, Verdict.Allow, 1)]
    public void Who_cannot_be_told_from_an_author_is_not_enough(int required, bool preventSelf, string[] logins, Verdict verdict, int asked)
    {
        var facts = Facts(required, preventSelf, Grace, "") with
        {
            Approvals = [.. logins.Select((login, index) => Support.Facts.Approval($"oidc:{index}") with { Login = login })],
        };
        var decision = new ApprovalPolicy().Judge(facts);
        Assert.Equal((verdict, asked), (decision.Verdict, decision.RequiredApprovals));
        if (preventSelf) Assert.Contains("one approval more, because no GitHub login of ", decision.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_evidence_names_who_approved_who_cannot_and_why_one_more_is_asked() => Assert.Equal(
        "ada: “fine”; their own work, no approvers: grace (wrote a commit in api); one approval more, because the commits of api could not be read",
        new ApprovalPolicy().Judge(Facts(2, true, Grace with { Unknown = Stranger.Unknown }, "ada") with { Approvals = [Support.Facts.Approval("ada") with { Comment = "fine" }] }).Evidence);

    [Fact]
    public void One_person_with_a_session_and_a_token_is_one_approver()
    {
        var facts = Facts(2, true, new ChangePeople([], []), "") with { Approvals = [Support.Facts.Approval("sandbox:ada") with { Login = "ada" }, Support.Facts.Approval("token:1") with { Login = "Ada" }] };
        Assert.Equal(Verdict.Approve, new ApprovalPolicy().Judge(facts).Verdict);
    }

    [Fact]
    public void It_says_when_the_change_expires() =>
        Assert.Equal(Support.Facts.Now.AddDays(1), new ApprovalPolicy().Judge(Facts(1, true, Grace, "") with { Expires = Support.Facts.Now.AddDays(1) }).Until);

    [Fact]
    public void Every_policy_that_asks_for_people_counts_them_alike()
    {
        var facts = Facts(0, true, Grace, "grace") with { Releases = [Support.Facts.Step("api", "v1.0.0", "v1.1.0")] };
        facts = facts with { Environment = facts.Environment with { Policies = facts.Environment.Policies with { VersionClass = new VersionClassSettings(Minor: VersionGate.Approve) } } };
        Assert.Equal(Verdict.Approve, new VersionClassPolicy().Judge(facts).Verdict);
        Assert.Equal(Verdict.Allow, new VersionClassPolicy().Judge(facts with { Approvals = [Support.Facts.Approval("ada") with { Login = "ada" }] }).Verdict);
    }

    private static Decision Judge(int required, bool preventSelf, ChangePeople people, string approvers) => new ApprovalPolicy().Judge(Facts(required, preventSelf, people, approvers));

    private static ChangeFacts Facts(int required, bool preventSelf, ChangePeople people, string approvers) => Support.Facts.Change with
    {
        Environment = Support.Facts.Environment with { Policies = new PolicySettings { Approval = new ApprovalSettings(required, PreventSelf: preventSelf) } },
        People = people,
        Approvals = [.. approvers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(login => Support.Facts.Approval($"sandbox:{login}") with { Login = login })],
    };
}
