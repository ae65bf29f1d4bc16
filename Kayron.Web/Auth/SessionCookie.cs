using Kayron.Core.People;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Kayron.Web.Auth;

/// <summary>The session of a browser.</summary>
public static class SessionCookie
{
    /// <summary>Browsers take a cookie whose name begins so over TLS alone, for this host alone, and let no other host set it.</summary>
    public static string Prefix(bool secure) => secure ? "__Host-" : "";

    /// <param name="secure">People reach the dashboard over https.</param>
    public static void Configure(CookieAuthenticationOptions options, SessionLimits limits, bool secure)
    {
        options.Cookie.Name = Prefix(secure) + "kayron";
        options.Cookie.HttpOnly = true;
        // Lax, not Strict: a link to a change in a chat or on GitHub must open it.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        // The session in the database ends before that, when it is not used.
        options.ExpireTimeSpan = limits.Lifetime;
        options.SlidingExpiration = false;
        options.LoginPath = Routes.SignIn;
        options.ReturnUrlParameter = "returnUrl";
        options.Events = new CookieAuthenticationEvents { OnValidatePrincipal = ValidateAsync, OnRedirectToLogin = Challenge, OnRedirectToAccessDenied = Deny };
    }

    /// <summary>A cookie proves what someone signed in with; whether that still holds is asked each time. Where they are now is this request's to say, not the sign-in's.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var actors = context.HttpContext.RequestServices.GetRequiredService<ActorSource>();
        if (context.Principal is { } principal && Identity.From(principal) is { } identity && await actors.FindAsync(principal, "dashboard", context.HttpContext.RequestAborted) is not null)
            context.ReplacePrincipal((identity with { Address = RemoteAddress.Of(context.HttpContext) }).ToPrincipal());
        else context.RejectPrincipal();
    }

    /// <summary>Only a person who follows a link is sent to the sign-in page; scripts get the status.</summary>
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !Routes.IsForScripts(context.Request.Path)) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static Task Deny(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.HttpContext.RequestServices.GetRequiredService<RefusedRequests>().Note(context.HttpContext, "role");
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
