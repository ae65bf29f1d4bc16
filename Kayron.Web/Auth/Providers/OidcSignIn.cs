using System.Security.Claims;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Kayron.Web.Auth.Providers;

/// <summary>Any OpenID Connect provider: authorization code with PKCE. The library checks state, nonce, issuer, audience, lifetime and signature.</summary>
public static class OidcSignIn
{
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
        options.NonceCookie.Name = "kayron-oidc-nonce.";
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy;
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
        if (issuer is null || subject is null) throw new SignInRefusedException("provider", "the ID token names no issuer or no subject");
        var login = settings.LoginClaim is { } claim ? principal.FindFirstValue(claim) ?? "" : "";
        var name = principal.FindFirstValue("name") ?? principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue("email") ?? subject;
        return new Account(
            $"oidc:{issuer}|{subject}", login, name, principal.FindFirstValue("email"), [RoleGrants.Everyone, .. principal.FindAll(settings.GroupsClaim).Select(group => group.Value)], now);
    }
}
