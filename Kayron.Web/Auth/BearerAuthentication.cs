using System.Text.Encodings.Web;
using Kayron.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Kayron.Web.Auth;

/// <summary>Signs in whoever sends a stored token. A wrong one is refused, even beside a good cookie.</summary>
public sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ActorSource actors, ITokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request)) return AuthenticateResult.NoResult();
        var hash = TokenText.Hash(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim());
        if (await actors.FindTokenAsync(hash, Context.RequestAborted) is not { } token) return AuthenticateResult.Fail("The token is not known, or has expired.");
        await tokens.NoteUseAsync(token, Context.RequestAborted);
        var identity = new Identity(Identity.Token, Convert.ToHexString(hash), Scheme.Name, RemoteAddress.Of(Context));
        return AuthenticateResult.Success(new AuthenticationTicket(identity.ToPrincipal(), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
