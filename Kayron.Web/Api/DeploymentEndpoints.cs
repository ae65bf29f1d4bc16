using System.Globalization;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class DeploymentEndpoints
{
    private static readonly string[] States = ["executing", "verifying", "succeeded", "failed", "external"];
    private static readonly string[] Formats = ["json", "csv"];

    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/deployments", ListAsync);
        api.MapGet("/deployments/{id}", FindAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDeploymentQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "state", "search", "format");
        if ((query.Problem ?? query.Check("state", States) ?? query.Check("format", Formats)) is { } problem) return problem;
        var page = await queries.ListAsync(query["environment"], query["state"], query["search"], query.Page, cancellationToken);
        return query["format"] == "csv" ? Results.Text(DeploymentCsv.Write(page.Items), "text/csv") : Results.Ok(page);
    }

    private static async Task<IResult> FindAsync(string id, IDeploymentQueries queries, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await queries.FindAsync(number, cancellationToken) is { } deployment
            ? Results.Ok(deployment)
            : ApiProblem.NotFound("deployment", id);
}
