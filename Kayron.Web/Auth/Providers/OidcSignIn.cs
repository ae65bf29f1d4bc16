using System.Security.Claims;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Kayron.Web.Auth.Providers;

/// <summary>Any OpenID Connect provider: authorization code with PKCE. The library checks state, nonce, audience, lifetime and signature; here it is told which signatures, and of whom.</summary>
public static class OidcSignIn
{
    /// <summary>Signatures with a key that the provider keeps to itself. Never one with a secret, which might be a public key taken for one.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddOidc(this AuthenticationBuilder builder, OidcSettings settings, bool secure) => builder.AddOpenIdConnect(Identity.Oidc, options =>
    {
        ProviderSignIn.Configure(options, Identity.Oidc, secure);
        options.Authority = settings.Authority.ToString().TrimEnd('/');
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // A form post from the provider's site would come without cookies that are SameSite=Lax.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.UseTokenLifetime = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.NonceCookie.Name = SessionCookie.Prefix(secure) + "kayron-oidc-nonce.";
        options.NonceCookie.Path = "/";
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy;
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenValidationParameters.TypeValidator = CheckType;
        options.ProtocolValidator.NonceLifetime = ProviderSignIn.Patience;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Prepend("openid").Distinct()) options.Scope.Add(scope);
        options.Events.OnTokenValidated = context =>
        {
            ProviderSignIn.Remember(context.HttpContext, Describe(context.Principal!, settings, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));
            return Task.CompletedTask;
        };
        // Not before the nonce was compared, too.
        options.Events.OnTicketReceived = context => ProviderSignIn.CompleteAsync(context, Identity.Oidc);
    });

    /// <summary>Of the ID token's claims. The login is one only where the configuration names the claim: a name of the provider's own may be another person's at GitHub.</summary>
    public static Account Describe(ClaimsPrincipal principal, OidcSettings settings, DateTimeOffset now)
    {
        var (issuer, subject) = (principal.FindFirstValue("iss"), principal.FindFirstValue("sub"));
        if (string.IsNullOrEmpty(issuer) || string.IsNullOrEmpty(subject)) throw new SignInRefusedException("provider", "the ID token names no issuer or no subject");
        // The library believes what the provider's own description says: it could call itself by another's name.
        if (issuer.TrimEnd('/') != settings.Authority.ToString().TrimEnd('/')) throw new SignInRefusedException("provider", $"the ID token was issued by {issuer}, not by {settings.Authority}");
        var login = settings.LoginClaim is { } claim ? principal.FindFirstValue(claim) ?? "" : "";
        var name = principal.FindFirstValue("name") ?? principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue("email") ?? subject;
        return new Account(
            $"oidc:{issuer}|{subject}", login, name, principal.FindFirstValue("email"), [RoleGrants.Everyone, .. principal.FindAll(settings.GroupsClaim).Select(group => group.Value)], now);
    }

    /// <summary>
    /// The last of the library's checks, and the only one that it makes of every token: one that comes straight from the provider it takes without a signature, as the specification allows.
    /// An access token is none that tells who somebody is, whomever it is for; some providers name no type.
    /// </summary>
    private static string CheckType(string type, SecurityToken token, TokenValidationParameters parameters)
    {
        if (token is not JsonWebToken { EncodedSignature.Length: > 0 }) throw new SecurityTokenInvalidSignatureException("The token is not signed.");
        return string.IsNullOrEmpty(type) || type.Equals("JWT", StringComparison.OrdinalIgnoreCase) ? "JWT" : throw new SecurityTokenInvalidTypeException($"The type of the token is {type}.");
    }
}
