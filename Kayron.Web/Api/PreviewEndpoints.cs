using Kayron.Core.Previews;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class PreviewEndpoints
{
    public static void MapPreviews(this IEndpointRouteBuilder api) => api.MapGet("/previews", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext context, IPreviewQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "state");
        return query.Problem ?? query.Check("state", PreviewStates.Names) ?? Results.Ok(await queries.ListAsync(query["environment"], query["state"], query.Page, cancellationToken));
    }
}
