using System.Security.Claims;
using Kayron.Core.Commands;
using Kayron.Core.Storage;

namespace Kayron.Web.Auth;

/// <summary>Looks up who an identity is and what they may do now.</summary>
public sealed class ActorSource(SandboxAccounts sandbox, ITokenStore tokens, TimeProvider clock)
{
    /// <param name="channel"><c>dashboard</c> or <c>api</c>, for the audit.</param>
    /// <returns>Null: nobody is signed in, or what they signed in with holds no longer.</returns>
    public async Task<Actor?> FindAsync(ClaimsPrincipal principal, string channel, CancellationToken cancellationToken)
    {
        if (Identity.From(principal) is not { } identity) return null;
        var origin = $"{identity.Address} {channel}";
        return identity.Kind switch
        {
            Identity.Sandbox => sandbox.Find(identity.Key) is { } person ? new Actor($"sandbox:{person.Login}", person.Login, person.Name, person.Roles, origin) : null,
            Identity.Token => await FindTokenAsync(Convert.FromHexString(identity.Key), cancellationToken) is { } token
                ? new Actor($"token:{token.Id}", token.Account, token.Name, Roles(token), origin)
                : null,
            _ => null,
        };
    }

    /// <returns>Null: no such token, or one that was revoked or has expired.</returns>
    public async Task<StoredToken?> FindTokenAsync(byte[] hash, CancellationToken cancellationToken) =>
        await tokens.FindAsync(hash, cancellationToken) is { } token && (token.Expires is null || token.Expires > clock.GetUtcNow()) ? token : null;

    private static IReadOnlyDictionary<string, Role> Roles(StoredToken token) =>
        (token.Environments.Count == 0 ? [Actor.Everywhere] : token.Environments).ToDictionary(environment => environment, _ => token.Role);
}
