using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class OverrideEndpoints
{
    private static readonly string[] Reviewed = ["true", "false"];

    public static void MapOverrides(this IEndpointRouteBuilder api)
    {
        api.MapGet("/overrides", ListAsync);
        api.MapPost("/overrides/{id}/review", ReviewAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IOverrideQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "reviewed");
        return query.Problem ?? query.Check("reviewed", Reviewed)
            ?? Results.Ok(await queries.ListAsync(query["environment"], query["reviewed"] is { } reviewed ? reviewed == "true" : null, query.Page, cancellationToken));
    }

    private static async Task<IResult> ReviewAsync(HttpContext context, string id, IOverrideCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Review>(context.Request);
        if (problem is not null) return problem;
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await commands.ReviewAsync(ApiActor.Of(context), number, body.Note, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("override", id);
    }

    private sealed record Review
    {
        public string? Note { get; init; }
    }
}
