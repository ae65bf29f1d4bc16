using Kayron.Core.Configuration;
using Kayron.Core.People;
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

    public static void AddKayronAuthentication(this IServiceCollection services, AuthSettings auth, SandboxAccounts sandbox)
    {
        services.AddSingleton(sandbox);
        var providers = new Dictionary<string, RoleGrants>(auth.ToRoles().Providers) { [Identity.Sandbox] = sandbox.Grants };
        services.AddSingleton(new AccountRoles(providers));
        services.AddSingleton(auth.Sessions);
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInSession>();
        services.AddSingleton(new SignInOptions([.. sandbox.People.Select(person => new SandboxPerson(person.Login, person.Name, person.RoleInWords))], sandbox.People.Count > 0));
        services.AddSingleton<ActorSource>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<AdministratorToken>();
        services.AddScoped<ICurrentActor, CurrentActor>();
        services.AddSingleton<IAuthorizationHandler, AdministratorHandler>();
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryHeader;
            options.Cookie.Name = "kayron-csrf";
        });
        services.AddAuthentication(AuthenticationSchemes.Any)
            .AddPolicyScheme(AuthenticationSchemes.Any, null, options => options.ForwardDefaultSelector = Select)
            .AddCookie(AuthenticationSchemes.Session, options => SessionCookie.Configure(options, auth.Sessions))
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(AuthenticationSchemes.Bearer, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().AddRequirements(new AdministratorRequirement()));
    }

    private static string Select(HttpContext context) => BearerAuthentication.IsUsedBy(context.Request) ? AuthenticationSchemes.Bearer : AuthenticationSchemes.Session;
}
