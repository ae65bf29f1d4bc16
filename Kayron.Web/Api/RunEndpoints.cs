using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api) => api.MapGet("/runs", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext context, IRunQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "outcome");
        return query.Problem ?? Results.Ok(await queries.ListAsync(query["environment"], query["outcome"], query.Page, cancellationToken));
    }
}
