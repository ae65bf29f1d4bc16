namespace Kayron.Web.Auth.Providers;

/// <summary>Bounds how often a provider is asked, before anything of the request is looked at.</summary>
internal static class ProviderLimit
{
    public static bool Concerns(PathString path) => path.StartsWithSegments("/auth/github") || path.StartsWithSegments("/auth/oidc");

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<SignInLimits>().Provider.TryTake(RemoteAddress.Of(context))) return next(context);
        context.Response.Headers.RetryAfter = "60";
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return context.Response.WriteAsync(Components.Presentation.SignInProblem.InWords("limited")!, context.RequestAborted);
    }
}
