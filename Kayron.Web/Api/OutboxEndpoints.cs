using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class OutboxEndpoints
{
    private static readonly string[] States = ["pending", "failed"];

    public static void MapOutbox(this IEndpointRouteBuilder api)
    {
        api.MapGet("/outbox", ListAsync);
        api.MapPost("/outbox/{id}/retry", RetryAsync);
        api.MapDelete("/outbox/{id}", DropAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IOutboxQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "kind", "state");
        return query.Problem ?? query.Check("state", States) ?? Results.Ok(await queries.ListAsync(query["kind"], query["state"], query.Page, cancellationToken));
    }

    private static async Task<IResult> RetryAsync(HttpContext context, string id, IOutboxCommands commands, CancellationToken cancellationToken) =>
        Number(id) is { } number ? await commands.RetryAsync(ApiActor.Of(context), number, cancellationToken).ToAnswerAsync() : ApiProblem.NotFound("message", id);

    private static async Task<IResult> DropAsync(HttpContext context, string id, IOutboxCommands commands, CancellationToken cancellationToken) =>
        Number(id) is { } number ? await commands.DropAsync(ApiActor.Of(context), number, cancellationToken).ToAnswerAsync() : ApiProblem.NotFound("message", id);

    private static long? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
