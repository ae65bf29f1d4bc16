using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class RollbackEndpoints
{
    public static void MapRollbacks(this IEndpointRouteBuilder api)
    {
        api.MapPost("/deployments/{id}/rollback", RollBackAsync);
        api.MapGet("/quarantines", ListAsync);
        api.MapDelete("/quarantines/{id}", EndAsync);
    }

    private static async Task<IResult> RollBackAsync(HttpContext context, string id, IRollbackCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Rollback>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Reason)) return ApiProblem.Invalid("reason", "is missing: others will wonder why it went back.");
        return Number(id) is { } number
            ? await commands.RollBackAsync(ApiActor.Of(context), new RollbackRequest(number, body.Reason, body.Releases), cancellationToken).ToAnswerAsync(done => Results.Ok(new { deployment = number, detail = done.Detail }))
            : ApiProblem.NotFound("deployment", id);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IQuarantineQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment");
        return query.Problem ?? Results.Ok(await queries.ListAsync(query["environment"], query.Page, cancellationToken));
    }

    private static async Task<IResult> EndAsync(HttpContext context, string id, IRollbackCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<End>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Reason)) return ApiProblem.Invalid("reason", "is missing: it was quarantined for one, too.");
        return Number(id) is { } number
            ? await commands.EndQuarantineAsync(ApiActor.Of(context), number, body.Reason, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("quarantine", id);
    }

    private static long? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Rollback
    {
        public string? Reason { get; init; }

        /// <summary>Null: all of the deployment.</summary>
        public IReadOnlyList<string>? Releases { get; init; }
    }

    private sealed record End
    {
        public string? Reason { get; init; }
    }
}
