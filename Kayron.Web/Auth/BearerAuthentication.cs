using System.Text.Encodings.Web;
using Kayron.Core.Storage;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Kayron.Web.Auth;

/// <summary>Signs in whoever sends a stored token. A wrong one is refused, even beside a good cookie.</summary>
public sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ActorSource actors, ITokenStore tokens, SignInLimits limits, RefusedRequests refused)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request)) return AuthenticateResult.NoResult();
        var hash = TokenText.Hash(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim());
        var (key, address) = (Convert.ToHexString(hash), RemoteAddress.Of(Context));
        if (limits.Bearer.IsReached(address) && !limits.IsKnown(address, key)) return AuthenticateResult.Fail(new TooManyAttemptsException());
        if (await actors.FindTokenAsync(hash, Context.RequestAborted) is not { } token)
        {
            limits.Bearer.Record(address);
            refused.Note(Context, "token");
            return AuthenticateResult.Fail("The token is not known, or has expired.");
        }
        limits.Know(address, key);
        await tokens.NoteUseAsync(token, Context.RequestAborted);
        var identity = new Identity(Identity.Token, key, Scheme.Name, address);
        return AuthenticateResult.Success(new AuthenticationTicket(identity.ToPrincipal(), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).Failure is TooManyAttemptsException)
        {
            Response.Headers.RetryAfter = "60";
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    private sealed class TooManyAttemptsException() : AuthenticationFailureException("Too many wrong tokens came from this address.");
}
