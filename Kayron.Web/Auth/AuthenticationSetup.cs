using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Web.Auth.Providers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kayron.Web.Auth;

/// <summary>Who gets in: everything asks for a signed-in account but what says otherwise.</summary>
public static class AuthenticationSetup
{
    /// <summary>Name of the policy that asks for an administrator of everything.</summary>
    public const string Administrators = "administrators";

    /// <summary>Scripts of a signed-in page send its antiforgery token in this header.</summary>
    public const string AntiforgeryHeader = "X-CSRF-TOKEN";

    public static void AddKayronAuthentication(this IServiceCollection services, KayronSettings settings, SandboxAccounts sandbox)
    {
        var (auth, secure) = (settings.Auth, settings.PublicUrl?.Scheme == Uri.UriSchemeHttps);
        services.AddSingleton(sandbox);
        var providers = new Dictionary<string, RoleGrants>(auth.ToRoles().Providers) { [Identity.Sandbox] = sandbox.Grants };
        services.AddSingleton(new AccountRoles(providers));
        services.AddSingleton(auth.Sessions);
        services.AddSingleton<MembershipCheck>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInSession>();
        services.AddSingleton(new SignInOptions([.. sandbox.People.Select(person => new SandboxPerson(person.Login, person.Name, person.RoleInWords))], sandbox.People.Count > 0)
        {
            Organization = auth.GitHub?.Organization, Oidc = auth.Oidc?.Label,
        });
        services.AddSingleton<ActorSource>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<AdministratorToken>();
        services.AddScoped<ICurrentActor, CurrentActor>();
        services.AddSingleton<IAuthorizationHandler, AdministratorHandler>();
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryHeader;
            options.Cookie.Name = SessionCookie.Prefix(secure) + "kayron-csrf";
            options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        var schemes = services.AddAuthentication(AuthenticationSchemes.Any)
            .AddPolicyScheme(AuthenticationSchemes.Any, null, options => options.ForwardDefaultSelector = Select)
            .AddCookie(AuthenticationSchemes.Session, options => SessionCookie.Configure(options, auth.Sessions, secure))
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(AuthenticationSchemes.Bearer, null);
        if (auth.GitHub is { } gitHub) schemes.AddGitHub(gitHub, settings.GitHub.Website, secure);
        if (auth.Oidc is { } oidc) schemes.AddOidc(oidc, secure);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().AddRequirements(new AdministratorRequirement()));
    }

    private static string Select(HttpContext context) => BearerAuthentication.IsUsedBy(context.Request) ? AuthenticationSchemes.Bearer : AuthenticationSchemes.Session;
}
