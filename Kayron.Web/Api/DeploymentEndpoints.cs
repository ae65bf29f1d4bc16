using System.Globalization;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class DeploymentEndpoints
{
    private static readonly string[] States = ["executing", "verifying", "succeeded", "failed", "external"];
    private static readonly string[] Formats = ["json", "csv"];
    private static readonly string[] Columns = ["id", "environment", "state", "release", "from", "to", "startedAt", "endedAt", "startedBy", "outcome"];

    public static void MapDeployments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/deployments", ListAsync);
        api.MapGet("/deployments/{id}", FindAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDeploymentQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "state", "search", "format");
        if ((query.Problem ?? query.Check("state", States) ?? query.Check("format", Formats)) is { } problem) return problem;
        Task<Page<DeploymentSummary>> Read(PageRequest page, CancellationToken stop) => queries.ListAsync(query["environment"], query["state"], query["search"], page, stop);
        return query["format"] is { } format && !query.IsPaged
            ? new ExportResult<DeploymentSummary>(format, "deployments", Read, deployment => deployment.Id, Columns, Rows)
            : Results.Ok(await Read(query.Page, cancellationToken));
    }

    private static async Task<IResult> FindAsync(string id, IDeploymentQueries queries, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await queries.FindAsync(number, cancellationToken) is { } deployment
            ? Results.Ok(deployment)
            : ApiProblem.NotFound("deployment", id);

    /// <summary>One for each release that it changed.</summary>
    private static IEnumerable<string?[]> Rows(DeploymentSummary deployment) => deployment.Releases.DefaultIfEmpty().Select(release => (string?[])
    [
        deployment.Id.ToString(CultureInfo.InvariantCulture), deployment.Environment, deployment.State, release?.Name, release?.From, release?.To,
        Csv.Time(deployment.StartedAt), Csv.Time(deployment.EndedAt), deployment.StartedBy, deployment.Outcome,
    ]);
}
