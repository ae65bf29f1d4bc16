using Kayron.Core.Changes;

namespace Kayron.Tests.Changes;

public sealed class ChangeLifecycleTests
{
    private static readonly ChangeState[] Undecided = [ChangeState.Planned, ChangeState.Blocked, ChangeState.AwaitingApproval, ChangeState.Ready];
    private static readonly ChangeState[] Ended = [ChangeState.Succeeded, ChangeState.Failed, ChangeState.Superseded, ChangeState.Rejected, ChangeState.Expired];

    [Fact]
    public void Nothing_leaves_an_end() =>
        Assert.All(Ended, from => Assert.All(Enum.GetValues<ChangeState>(), to => Assert.False(ChangeLifecycle.CanBecome(from, to))));

    [Fact]
    public void Only_what_is_ready_executes() =>
        Assert.Equal([ChangeState.Ready], Enum.GetValues<ChangeState>().Where(from => ChangeLifecycle.CanBecome(from, ChangeState.Executing)));

    [Fact]
    public void Only_what_executes_succeeds() =>
        Assert.Equal([ChangeState.Executing], Enum.GetValues<ChangeState>().Where(from => ChangeLifecycle.CanBecome(from, ChangeState.Succeeded)));

    [Fact]
    public void What_executes_can_only_succeed_or_fail() =>
        Assert.Equal([ChangeState.Succeeded, ChangeState.Failed], Enum.GetValues<ChangeState>().Where(to => ChangeLifecycle.CanBecome(ChangeState.Executing, to)));

    [Fact]
    public void What_is_undecided_can_be_superseded_rejected_or_expire() =>
        Assert.All(Undecided, from => Assert.All([ChangeState.Superseded, ChangeState.Rejected, ChangeState.Expired], to => Assert.True(ChangeLifecycle.CanBecome(from, to))));

    [Fact]
    public void Nothing_is_planned_twice() =>
        Assert.DoesNotContain(Enum.GetValues<ChangeState>(), from => ChangeLifecycle.CanBecome(from, ChangeState.Planned));
}
