namespace Kayron.Core.Commands;

/// <summary>What came of a command.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    /// <param name="Id">Of what was made; null where nothing was.</param>
    /// <param name="Detail">What came of it, in one sentence; null where that goes without saying.</param>
    public sealed record Done(string? Id = null, string? Detail = null) : CommandResult;

    /// <summary>Nothing happened.</summary>
    /// <param name="Code">Stable: stale-fingerprint, not-open, self-approval, already-approved, role, confirmation-required, comment-required, not-found, invalid.</param>
    /// <param name="Status">HTTP status that fits.</param>
    /// <param name="Detail">One sentence for people.</param>
    public sealed record Refused(string Code, int Status, string Detail) : CommandResult;
}

public sealed record ApproveRequest(string ChangeId, string Fingerprint, string? Comment = null, IReadOnlyList<string>? Confirm = null);

/// <summary>Every command authorises its actor, writes the audit and wakes the loop; the same for dashboard, API and command line.</summary>
public interface IChangeCommands
{
    /// <summary>Needs the role approver in the change's environment.</summary>
    Task<CommandResult> ApproveAsync(Actor actor, ApproveRequest request, CancellationToken cancellationToken);

    /// <summary>Needs the role approver; the inputs stay closed until one of them changes.</summary>
    Task<CommandResult> RejectAsync(Actor actor, string changeId, string? comment, CancellationToken cancellationToken);
}

/// <param name="Environment">Null: every environment.</param>
/// <param name="Service">Null: every service.</param>
public sealed record PauseRequest(string? Environment, string? Service, string Reason, DateTimeOffset? Until);

public interface IPauseCommands
{
    /// <summary>Needs the role operator where it pauses. Observing and planning go on.</summary>
    Task<CommandResult> PauseAsync(Actor actor, PauseRequest request, CancellationToken cancellationToken);

    Task<CommandResult> ResumeAsync(Actor actor, long pauseId, string? reason, CancellationToken cancellationToken);
}

public interface IReconcileCommands
{
    /// <summary>Runs the environment's reconcile at once. Needs the role operator.</summary>
    Task<CommandResult> ReconcileAsync(Actor actor, string environment, CancellationToken cancellationToken);
}
