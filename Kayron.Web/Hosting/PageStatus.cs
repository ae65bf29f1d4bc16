using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Kayron.Web.Hosting;

/// <summary>Shows a page for what is not there or not allowed, where a person asked for one.</summary>
internal static class PageStatus
{
    public static void UsePageStatus(this IApplicationBuilder application) =>
        application.UseWhen(context => !Routes.IsForScripts(context.Request.Path), pages => pages.UseStatusCodePages(ShowAsync));

    private static async Task ShowAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var page = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "/not-found",
            StatusCodes.Status403Forbidden => "/denied",
            _ => null,
        };
        if (page is null || !HttpMethods.IsGet(context.Request.Method)) return;
        // Without it Blazor takes an answer that is 404 already for one that somebody else will fill.
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = context.Request.Path,
            OriginalPathBase = context.Request.PathBase,
            OriginalQueryString = context.Request.QueryString.Value,
        });
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues?.Clear();
        context.Request.Path = page;
        await status.Next(context);
    }
}
