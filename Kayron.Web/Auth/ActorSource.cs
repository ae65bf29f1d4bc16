using System.Security.Claims;
using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Storage;

namespace Kayron.Web.Auth;

/// <summary>Looks up who an identity is and what they may do now.</summary>
public sealed class ActorSource(Sessions sessions, MembershipCheck memberships, AccountRoles roles, ITokenStore tokens, TimeProvider clock)
{
    /// <param name="channel"><c>dashboard</c> or <c>api</c>, for the audit.</param>
    /// <param name="used">False where nobody did anything: a page that only looks whether its session still holds.</param>
    /// <returns>Null: nobody is signed in, what they signed in with holds no longer, or they have no role left.</returns>
    public async Task<Actor?> FindAsync(ClaimsPrincipal principal, string channel, CancellationToken cancellationToken, bool used = true)
    {
        if (Identity.From(principal) is not { } identity) return null;
        var origin = $"{identity.Address} {channel}";
        if (!identity.IsSession) return await FindTokenActorAsync(identity, origin, cancellationToken);
        if (identity.Session is null || await sessions.FindAsync(identity.Session, used, cancellationToken) is not { } found) return null;
        return identity.Kind == Identity.Token ? await FindTokenActorAsync(identity, origin, cancellationToken) : ActorOf(found.Account, origin);
    }

    /// <returns>Null: no such token, or one that was revoked or has expired.</returns>
    public async Task<StoredToken?> FindTokenAsync(byte[] hash, CancellationToken cancellationToken) =>
        await tokens.FindAsync(hash, cancellationToken) is { } token && (token.Expires is null || token.Expires > clock.GetUtcNow()) ? token : null;

    /// <returns>Null: the account has no role anywhere.</returns>
    public Actor? ActorOf(Account account, string origin) =>
        roles.Of(account) is { Count: > 0 } held ? new Actor(account.Id, account.Login, account.Name, held, origin) : null;

    /// <summary>A token of a person's own is that person: two of them approve once.</summary>
    /// <returns>Null: its maker has no role left.</returns>
    public async Task<Actor?> FindActorAsync(StoredToken token, string origin, CancellationToken cancellationToken)
    {
        if (TokenRoles.Of(token, await FindMakerRolesAsync(token, cancellationToken)) is not { Count: > 0 } held) return null;
        return token.ProviderId is { } account && !token.Delegated
            ? new Actor(account, token.Account, token.CreatorName ?? token.Account, held, $"{origin} token:{token.Id}")
            : new Actor($"token:{token.Id}", token.Account, token.Name, held, origin, token.Delegated);
    }

    private async Task<Actor?> FindTokenActorAsync(Identity identity, string origin, CancellationToken cancellationToken) =>
        identity.Kind == Identity.Token && await FindTokenAsync(Convert.FromHexString(identity.Key), cancellationToken) is { } token ? await FindActorAsync(token, origin, cancellationToken) : null;

    /// <returns>What the maker may now; null where Kayron or a token made it, and it stands for itself.</returns>
    private async Task<IReadOnlyDictionary<string, Role>?> FindMakerRolesAsync(StoredToken token, CancellationToken cancellationToken)
    {
        if (token.Creator is not { } creator || Account.ProviderOf(creator) == "token") return null;
        var own = token is { ProviderId: not null, Delegated: false };
        return await memberships.FindMakerAsync(creator, own, cancellationToken) is { } maker ? roles.Of(maker) : new Dictionary<string, Role>();
    }
}
