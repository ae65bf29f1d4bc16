using Kayron.Core.People;

namespace Kayron.Web.Auth;

/// <summary>Sessions as requests and circuits use them: looked up for each action, cheaply, and over the moment they are revoked.</summary>
public sealed class Sessions(IAccountStore store, SessionCache cache, SessionLimits limits, MembershipCheck memberships, TimeProvider clock)
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    /// <param name="session">What the browser keeps.</param>
    /// <param name="used">Whether a person did something now, which keeps the session alive.</param>
    /// <returns>Null: there is no such session, or it has ended.</returns>
    public async Task<(Session Session, Account Account)?> FindAsync(string session, bool used, CancellationToken cancellationToken)
    {
        var hash = TokenText.Hash(session);
        var key = Convert.ToHexString(hash);
        var found = await cache.GetAsync(key, () => store.FindSessionAsync(hash, cancellationToken));
        var now = clock.GetUtcNow();
        if (found is null || !found.Value.Session.HoldsAt(now, limits.Idle)) return null;
        if (used && now - found.Value.Session.LastSeen >= BetweenNotes)
        {
            await store.SeeAsync(found.Value.Session.Id, cancellationToken);
            cache.Forget(key);
        }
        return await memberships.EnsureAsync(found.Value.Account) is { } account ? (found.Value.Session, account) : null;
    }

    /// <returns>A new session's text, for the browser alone, and what is stored of it.</returns>
    public (string Text, NewSession Stored) Create(HttpContext context, string account)
    {
        var text = TokenText.Generate();
        return (text, new NewSession(TokenText.Hash(text), account, clock.GetUtcNow() + limits.Lifetime, RemoteAddress.Of(context), context.Request.Headers.UserAgent.ToString()));
    }
}
