using Kayron.Core.Commands;
using Kayron.Core.People;
using Microsoft.AspNetCore.Authentication;

namespace Kayron.Web.Auth;

/// <summary>Begins and ends a browser's session. Every sign-in gets a new one, so that one planted beforehand is worth nothing, and the one before it ends.</summary>
public sealed class SignInSession(Sessions sessions, IAccountStore store, ActorSource actors)
{
    /// <param name="key">What the provider calls the person for ever.</param>
    /// <returns>The identity for the cookie; null: an administrator disabled the account.</returns>
    public async Task<Identity?> BeginAsync(HttpContext context, string kind, string key, Account account, Actor actor)
    {
        await EndAsync(context);
        var (text, stored) = sessions.Create(context, account.Id);
        return await store.SignInAsync(account, stored, actor, context.RequestAborted)
            ? new Identity(kind, key, AuthenticationSchemes.Session, stored.Address, text)
            : null;
    }

    public async Task EndAsync(HttpContext context)
    {
        var known = await context.AuthenticateAsync(AuthenticationSchemes.Session);
        if (known.Principal is not { } principal || Identity.From(principal)?.Session is not { } session) return;
        if (await sessions.FindAsync(session, used: false, context.RequestAborted) is not { } found) return;
        var actor = await actors.FindAsync(principal, "dashboard", context.RequestAborted, used: false)
            ?? new Actor(found.Account.Id, found.Account.Login, found.Account.Name, new Dictionary<string, Role>(), RemoteAddress.Of(context));
        await store.SignOutAsync(found.Session.Id, actor, context.RequestAborted);
    }
}
