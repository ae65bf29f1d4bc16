using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Web.Hosting;

namespace Kayron.Web.Api;

internal static class ClaimEndpoints
{
    public static void MapClaims(this IEndpointRouteBuilder api)
    {
        api.MapGet("/claims", ListAsync);
        api.MapPost("/claims", ClaimAsync);
        api.MapDelete("/claims/{id}", EndAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IClaimQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment");
        return query.Problem ?? Results.Ok(await queries.ListAsync(query["environment"], query.Page, cancellationToken));
    }

    private static async Task<IResult> ClaimAsync(HttpContext context, IClaimCommands commands, IClaimQueries queries, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Claim>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Environment)) return ApiProblem.Invalid("environment", "is missing.");
        if (string.IsNullOrWhiteSpace(body.Service)) return ApiProblem.Invalid("service", "is missing.");
        if (string.IsNullOrWhiteSpace(body.Branch)) return ApiProblem.Invalid("branch", "is missing.");
        var result = await commands.ClaimAsync(ApiActor.Of(context), new ClaimRequest(body.Environment, body.Service, body.Branch, body.Until), cancellationToken);
        if (result is CommandResult.Refused refused) return ApiProblem.From(refused);
        var made = (await queries.ListAsync(body.Environment, new PageRequest(1, 200), cancellationToken)).Items.FirstOrDefault(claim => claim.Service == body.Service);
        return Results.Created($"{Routes.Api}/claims/{((CommandResult.Done)result).Id}", made);
    }

    private static async Task<IResult> EndAsync(HttpContext context, string id, IClaimCommands commands, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await commands.EndAsync(ApiActor.Of(context), number, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("claim", id);

    private sealed record Claim
    {
        public string? Environment { get; init; }
        public string? Service { get; init; }
        public string? Branch { get; init; }

        /// <summary>Null: eight hours from now.</summary>
        public DateTimeOffset? Until { get; init; }
    }
}
