using Kayron.Core.People;
using Kayron.Core.Telemetry;
using Kayron.Web.Hosting;
using Microsoft.AspNetCore.Authentication;

namespace Kayron.Web.Auth.Providers;

/// <summary>What the providers have in common: the way there, and what becomes of the answer.</summary>
public static class ProviderSignIn
{
    private static readonly object AccountKey = new();
    private const int LongestReason = 300;

    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="scheme">Also the name in <c>/auth/NAME</c> and <c>/auth/NAME/callback</c>.</param>
    public static void Configure(RemoteAuthenticationOptions options, string scheme, bool secure)
    {
        options.SignInScheme = AuthenticationSchemes.Session;
        options.CallbackPath = $"/auth/{scheme}/callback";
        options.SaveTokens = false;
        options.RemoteAuthenticationTimeout = Patience;
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        options.CorrelationCookie.Name = $"{SessionCookie.Prefix(secure)}kayron-{scheme}.";
        options.CorrelationCookie.Path = "/";
        options.CorrelationCookie.HttpOnly = true;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Events.OnRemoteFailure = FailAsync;
        options.Events.OnAccessDenied = context =>
        {
            Refuse(context.HttpContext, "refused", "the person refused at the provider");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>Whom the provider describes; nobody is signed in by that yet.</summary>
    public static void Remember(HttpContext context, Account account) => context.Items[AccountKey] = account;

    /// <summary>Begins a session for whom the provider vouched for.</summary>
    public static async Task CompleteAsync(TicketReceivedContext context, string kind)
    {
        var account = (Account)context.HttpContext.Items[AccountKey]!;
        var services = context.HttpContext.RequestServices;
        var actor = services.GetRequiredService<ActorSource>().ActorOf(account, $"{RemoteAddress.Of(context.HttpContext)} dashboard");
        var identity = actor is null ? null : await services.GetRequiredService<SignInSession>().BeginAsync(context.HttpContext, kind, account.Id[(kind.Length + 1)..], account, actor);
        if (identity is not null)
        {
            context.Principal = identity.ToPrincipal();
            return;
        }
        Refuse(context.HttpContext, actor is null ? "no-role" : "disabled", $"{account.Id} ({account.Login})");
        context.HandleResponse();
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        var (code, reason) = context.Failure switch
        {
            SignInRefusedException refused => (refused.Code, refused.Message),
            { } failure => ("provider", failure.Message),
            null => ("provider", ""),
        };
        Refuse(context.HttpContext, code, reason);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, string code, string reason)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<Identity>>();
        logger.Warning("sign-in refused", ("address", RemoteAddress.Of(context)), ("code", code), ("reason", reason[..Math.Min(reason.Length, LongestReason)]));
        context.Response.Redirect($"{Routes.SignIn}?failed={code}");
    }
}
