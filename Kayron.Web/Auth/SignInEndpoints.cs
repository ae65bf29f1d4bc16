using Kayron.Core.People;
using Kayron.Core.Telemetry;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Kayron.Web.Auth;

/// <summary>Signing in and out. Forms carry an antiforgery token, or anybody could sign a visitor in as somebody else.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/auth").AllowAnonymous();
        group.MapGet("/github", (HttpRequest request, SignInOptions options, string? returnUrl) => Leave(request, Identity.GitHub, options.Organization is not null, returnUrl));
        group.MapGet("/oidc", (HttpRequest request, SignInOptions options, string? returnUrl) => Leave(request, Identity.Oidc, options.Oidc is not null, returnUrl));
        group.MapPost("/sandbox", SignInToSandboxAsync);
        group.MapPost("/token", SignInWithTokenAsync);
        group.MapPost("/sign-out", SignOutAsync);
        group.MapGet("/antiforgery", GetAntiforgeryToken);
    }

    /// <summary>To the provider, which may vouch for a person without asking them: so they must have pressed our button. From another site it leads to that button.</summary>
    private static IResult Leave(HttpRequest request, string provider, bool configured, string? returnUrl)
    {
        if (!configured) return Results.NotFound();
        var isFromElsewhere = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return isFromElsewhere
            ? Results.LocalRedirect($"{Routes.SignIn}?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(returnUrl))}")
            : Results.Challenge(new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl) }, [provider]);
    }

    private static async Task<IResult> SignInToSandboxAsync(
        HttpContext context, SandboxAccounts sandbox, ActorSource actors, SignInSession session, TimeProvider clock, [FromForm] string? login, [FromForm] string? returnUrl)
    {
        if (sandbox.People.Count == 0) return Results.NotFound();
        if (login is null || sandbox.Find(login) is not { } person) return Failed("person", returnUrl);
        var account = person.ToAccount(clock.GetUtcNow());
        if (actors.ActorOf(account, Origin(context)) is not { } actor) return Failed("no-role", returnUrl);
        return await SignInAsync(context, await session.BeginAsync(context, Identity.Sandbox, login, account, actor), returnUrl);
    }

    private static async Task<IResult> SignInWithTokenAsync(
        HttpContext context, ActorSource actors, SignInSession session, SignInLimits limits, ILogger<Identity> logger, TimeProvider clock, [FromForm] string? token, [FromForm] string? returnUrl)
    {
        var address = RemoteAddress.Of(context);
        if (limits.Form.IsReached(address)) return Results.Text("Too many failed attempts. Wait a minute, then try again.", statusCode: StatusCodes.Status429TooManyRequests);
        var hash = TokenText.Hash(token?.Trim() ?? "");
        if (await actors.FindTokenAsync(hash, context.RequestAborted) is not { } known)
        {
            limits.Form.Record(address);
            logger.Warning("sign-in failed", ("address", address));
            return Failed("token", returnUrl);
        }
        limits.Form.Clear(address);
        var account = new Account($"token:{known.Id}", known.Account, known.Name, null, [], clock.GetUtcNow());
        if (await actors.FindActorAsync(known, Origin(context), context.RequestAborted) is not { } actor) return Failed("no-role", returnUrl);
        return await SignInAsync(context, await session.BeginAsync(context, Identity.Token, Convert.ToHexString(hash), account, actor), returnUrl);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignInSession session)
    {
        // No field of the form is bound here, which is when the framework would check.
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await session.EndAsync(context);
        await context.SignOutAsync(AuthenticationSchemes.Session);
        return Results.LocalRedirect(Routes.SignIn);
    }

    /// <summary>For scripts of this site's own pages: the header that mutations through the API must carry. Other sites cannot read it.</summary>
    private static IResult GetAntiforgeryToken(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return Results.Ok(new { header = tokens.HeaderName, token = tokens.RequestToken });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Identity? identity, string? returnUrl)
    {
        if (identity is null) return Failed("disabled", returnUrl);
        await context.SignInAsync(AuthenticationSchemes.Session, identity.ToPrincipal());
        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static string Origin(HttpContext context) => $"{RemoteAddress.Of(context)} dashboard";

    private static IResult Failed(string what, string? returnUrl) =>
        Results.LocalRedirect($"{Routes.SignIn}?failed={what}&returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(returnUrl))}");
}
