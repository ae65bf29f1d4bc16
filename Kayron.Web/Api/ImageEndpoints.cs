using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class ImageEndpoints
{
    public static void MapImages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/images", ListAsync);
        api.MapGet("/images/dropped", ListDroppedAsync);
    }

    /// <summary>The run is told with every page: what the repositories say depends on it.</summary>
    private static async Task<IResult> ListAsync(HttpContext context, IImageQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request);
        if (query.Problem is not null) return query.Problem;
        var (items, total) = await queries.ListAsync(query.Page, cancellationToken);
        return Results.Ok(new { items, total, run = await queries.FindRunAsync(cancellationToken) });
    }

    private static async Task<IResult> ListDroppedAsync(HttpContext context, IImageQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "repository");
        return query.Problem ?? Results.Ok(await queries.ListDroppedAsync(query["repository"], query.Page, cancellationToken));
    }
}
