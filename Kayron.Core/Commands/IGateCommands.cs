namespace Kayron.Core.Commands;

/// <param name="Incident">Where it is told in full: an http or https address.</param>
/// <param name="Confirm">Logical ids that an approver would have to type.</param>
/// <param name="Fingerprint">What was looked at; null: whatever the change is about, which never changes.</param>
public sealed record OverrideRequest(string ChangeId, string Reason, string Incident, IReadOnlyList<string>? Confirm = null, string? Fingerprint = null);

/// <summary>Break-glass: one change starts past its holds, approvals and denials. Audited, announced, and listed until another person has looked at it.</summary>
public interface IOverrideCommands
{
    /// <summary>Needs the role administrator in the change's environment.</summary>
    Task<CommandResult> OverrideAsync(Actor actor, OverrideRequest request, CancellationToken cancellationToken);

    /// <summary>Needs the role approver, and another person than the one who overrode.</summary>
    Task<CommandResult> ReviewAsync(Actor actor, long overrideId, string? note, CancellationToken cancellationToken);
}

public interface IRetryCommands
{
    /// <summary>Lets what a change failed to apply be tried once more, through every other gate. Needs the role operator.</summary>
    /// <param name="changeId">The failed change, or the open one that is held because its inputs failed.</param>
    Task<CommandResult> RetryAsync(Actor actor, string changeId, string? reason, CancellationToken cancellationToken);
}

/// <param name="Releases">Null: all of the deployment.</param>
public sealed record RollbackRequest(long DeploymentId, string Reason, IReadOnlyList<string>? Releases = null);

/// <summary>Rollback goes the ordinary way: the versions left are quarantined, and the loop plans those verified before them through the gates.</summary>
public interface IRollbackCommands
{
    /// <summary>Needs the role operator in the deployment's environment: it starts nothing that no gate looks at.</summary>
    Task<CommandResult> RollBackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken);

    /// <summary>Lets a quarantined version be sent again. Needs the role approver: it was left for a reason.</summary>
    Task<CommandResult> EndQuarantineAsync(Actor actor, long quarantineId, string reason, CancellationToken cancellationToken);
}
