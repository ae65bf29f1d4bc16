using Kayron.Core.Policies;

namespace Kayron.Core.Changes;

/// <summary>Everything that can happen to a change. What each means in each state is <see cref="ChangeLifecycle"/>'s to say.</summary>
public abstract record ChangeCommand
{
    private ChangeCommand() { }

    /// <summary>Another change set is made for it, in another way.</summary>
    public sealed record Again(int Attempt) : ChangeCommand;

    /// <summary>Its change set is there.</summary>
    public sealed record Announce(ResourceEffects Effects) : ChangeCommand;

    /// <summary>CloudFormation makes no change set of it.</summary>
    public sealed record Refuse(string Reason) : ChangeCommand;

    /// <param name="Approvals">Distinct people whose approval counts.</param>
    public sealed record Judge(IReadOnlyList<Decision> Decisions, int Approvals) : ChangeCommand;

    /// <summary>A person approves what the screen shows; what it leads to is judged with the next run.</summary>
    public sealed record Approve : ChangeCommand;

    /// <summary>An administrator passes its gates.</summary>
    public sealed record Override : ChangeCommand;

    public sealed record Reject(string Words) : ChangeCommand;

    /// <param name="After">How long a change stays open to approval.</param>
    public sealed record Expire(TimeSpan After) : ChangeCommand;

    /// <param name="By">The change that takes its place; null: nothing does.</param>
    public sealed record Supersede(string Reason, string? By = null) : ChangeCommand;

    /// <summary>Its change set is executed from now on.</summary>
    public sealed record Execute : ChangeCommand;

    /// <summary>What it was approved for is there no more, and CloudFormation has not begun.</summary>
    public sealed record Withdraw(string Reason) : ChangeCommand;

    public sealed record Succeed : ChangeCommand;

    public sealed record Fail(string Reason) : ChangeCommand;
}
