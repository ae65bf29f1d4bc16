namespace Kayron.Core.Commands;

/// <param name="Account">Login that it acts as. The actor's own: the token is that person. Another: it acts for somebody else, or for a machine.</param>
/// <param name="Environments">Where the role holds; empty: everywhere.</param>
/// <param name="Expires">Null: never.</param>
/// <param name="Hash">SHA-256 of the token's text, which is never seen here.</param>
public sealed record TokenRequest(string Name, string Account, Role Role, IReadOnlyList<string> Environments, DateTimeOffset? Expires, byte[] Hash);

public interface ITokenCommands
{
    /// <summary>Never gives more than the actor has. A token for another account or a machine needs the role administrator everywhere.</summary>
    Task<CommandResult> CreateAsync(Actor actor, TokenRequest request, CancellationToken cancellationToken);

    /// <summary>Ends a token and its sessions at once. One's own, or, for an administrator of everything, any.</summary>
    Task<CommandResult> RevokeAsync(Actor actor, long tokenId, CancellationToken cancellationToken);
}
