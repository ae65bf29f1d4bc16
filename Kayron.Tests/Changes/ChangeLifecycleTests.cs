using Kayron.Core.Changes;
using Kayron.Core.Policies;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

/// <summary>Every command in every state: what comes of it, or that it cannot happen.</summary>
public sealed class ChangeLifecycleTests
{
    private static readonly ChangeState[] Ended = [ChangeState.Succeeded, ChangeState.Failed, ChangeState.Superseded, ChangeState.Rejected, ChangeState.Expired];

    private static readonly Dictionary<string, ChangeCommand> Commands = new()
    {
        ["again"] = new ChangeCommand.Again(2), ["announce"] = new ChangeCommand.Announce(Facts.NoEffects), ["refuse"] = new ChangeCommand.Refuse("it is wrong"),
        ["judge allow"] = Judge(Verdict.Allow), ["judge approve"] = Judge(Verdict.Approve), ["judge hold"] = Judge(Verdict.Hold), ["judge deny"] = Judge(Verdict.Deny),
        ["approve"] = new ChangeCommand.Approve(), ["override"] = new ChangeCommand.Override(), ["reject"] = new ChangeCommand.Reject("rejected by Ada"),
        ["expire"] = new ChangeCommand.Expire(TimeSpan.FromHours(1)), ["expire later"] = new ChangeCommand.Expire(TimeSpan.FromHours(3)), ["supersede"] = new ChangeCommand.Supersede("superseded by b", "b"),
        ["execute"] = new ChangeCommand.Execute(), ["succeed"] = new ChangeCommand.Succeed(), ["fail"] = new ChangeCommand.Fail("Api: no capacity"),
    };

    /// <summary>Columns: a change without its change set; then, with it, blocked, awaiting approval, ready, executing. A dash: cannot happen.</summary>
    private const string Table = """
        again         | Planned    | -                | -                | -                | -
        announce      | Blocked    | -                | -                | -                | -
        refuse        | Blocked    | Blocked          | Blocked          | Blocked          | -
        judge allow   | -          | Ready            | Ready            | Ready            | -
        judge approve | -          | AwaitingApproval | AwaitingApproval | AwaitingApproval | -
        judge hold    | -          | Blocked          | Blocked          | Blocked          | -
        judge deny    | -          | Blocked          | Blocked          | Blocked          | -
        approve       | -          | Blocked          | AwaitingApproval | Ready            | -
        override      | -          | Blocked          | AwaitingApproval | Ready            | -
        reject        | -          | Rejected         | Rejected         | Rejected         | -
        expire        | Expired    | Expired          | Expired          | Expired          | -
        expire later  | -          | -                | -                | -                | -
        supersede     | Superseded | Superseded       | Superseded       | Superseded       | -
        execute       | -          | -                | -                | Executing        | -
        succeed       | -          | -                | -                | -                | Succeeded
        fail          | -          | -                | -                | -                | Failed
        """;

    public static TheoryData<string, ChangeState, string> Pairs()
    {
        var pairs = new TheoryData<string, ChangeState, string>();
        foreach (var line in Table.Split('\n', StringSplitOptions.TrimEntries))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (var (column, state) in new[] { ChangeState.Planned, ChangeState.Blocked, ChangeState.AwaitingApproval, ChangeState.Ready, ChangeState.Executing }.Index())
                pairs.Add(cells[0], state, cells[column + 1]);
        }
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_happens_to_a_change_follows_from_its_state(string command, ChangeState from, string to)
    {
        var change = In(from);
        var next = ChangeLifecycle.Decide(change, Commands[command], Facts.Now);
        Assert.Equal(to, next is null ? "-" : next.State.ToString());
        Assert.Equal(next is { IsOpen: false }, next?.EndedAt == Facts.Now);
        if (next is not null) Assert.Equal((change.Id, change.Fingerprint, change.Plan), (next.Id, next.Fingerprint, next.Plan));
    }

    [Fact]
    public void The_table_has_every_command() => Assert.Equal(Commands.Keys.Order(), Table.Split('\n').Select(line => line.Split('|')[0].Trim()).Order());

    [Fact]
    public void Nothing_leaves_an_end() =>
        Assert.All(Ended, from => Assert.All(Commands.Values, command => Assert.Null(ChangeLifecycle.Decide(In(from), command, Facts.Now))));

    [Fact]
    public void A_change_that_CloudFormation_refused_is_judged_by_nobody()
    {
        var refused = In(ChangeState.Planned) with { State = ChangeState.Blocked };
        Assert.All(new[] { "judge allow", "approve", "override", "reject", "execute" }, command => Assert.Null(ChangeLifecycle.Decide(refused, Commands[command], Facts.Now)));
        Assert.Equal(ChangeState.Superseded, ChangeLifecycle.Decide(refused, Commands["supersede"], Facts.Now)!.State);
    }

    [Fact]
    public void An_approval_that_is_missing_is_counted_in_its_words()
    {
        var change = In(ChangeState.Blocked);
        ChangeCommand Given(int approvals) => new ChangeCommand.Judge([new Decision("Approval", Verdict.Approve, "two people", RequiredApprovals: 2)], approvals);
        Assert.Equal(("needs 2 approvals", 2), Words(Given(0)));
        Assert.Equal(("needs 1 approval", 2), Words(Given(1)));

        (string, int) Words(ChangeCommand command) => ChangeLifecycle.Decide(change, command, Facts.Now) is { } judged ? (judged.Waiting, judged.Required) : default;
    }

    [Fact]
    public void What_cannot_happen_is_said_to_whoever_did_not_look() =>
        Assert.Equal("change c41f9a01 is superseded: Execute cannot happen to it", Assert.Throws<InvalidOperationException>(() => ChangeLifecycle.Apply(In(ChangeState.Superseded), Commands["execute"], Facts.Now)).Message);

    private static ChangeCommand.Judge Judge(Verdict verdict) => new([new Decision("Policy", verdict, "as it is", RequiredApprovals: verdict == Verdict.Approve ? 1 : 0)], 0);

    private static Change In(ChangeState state)
    {
        DateTimeOffset? ended = Ended.Contains(state) ? Facts.Now.AddHours(-1) : null;
        return Facts.Planned with { State = state, Effects = state == ChangeState.Planned ? null : Facts.NoEffects, CreatedAt = Facts.Now.AddHours(-2), EndedAt = ended };
    }
}
