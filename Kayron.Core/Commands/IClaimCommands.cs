namespace Kayron.Core.Commands;

/// <param name="Until">Null: the usual time from now.</param>
public sealed record ClaimRequest(string Environment, string Service, string Branch, DateTimeOffset? Until);

public interface IClaimCommands
{
    /// <summary>Needs the role operator. Refused for staging and production, whoever asks, and where somebody else's claim holds the service (code <c>claimed</c>).</summary>
    Task<CommandResult> ClaimAsync(Actor actor, ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Needs the role operator; any operator may end any claim. The service goes back to its definition through every gate.</summary>
    Task<CommandResult> EndAsync(Actor actor, long claimId, CancellationToken cancellationToken);
}
