using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.People;

namespace Kayron.Web.Api;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListAsync);
        api.MapDelete("/sessions/{id}", EndAsync);
    }

    /// <summary>One's own; for an administrator of everything, everybody's.</summary>
    private static async Task<IResult> ListAsync(HttpContext context, IPeopleQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "account");
        if (query.Problem is not null) return query.Problem;
        var actor = ApiActor.Of(context);
        if (actor.Is(Role.Administrator, environment: null)) return Results.Ok(await queries.ListSessionsAsync(query["account"], query.Page, cancellationToken));
        return query["account"] is { } account && account != actor.Account
            ? ApiProblem.Of(StatusCodes.Status403Forbidden, "role", "sessions of others need the role administrator in every environment")
            : Results.Ok(await queries.ListSessionsAsync(actor.Account, query.Page, cancellationToken));
    }

    private static async Task<IResult> EndAsync(HttpContext context, string id, IPeopleCommands commands, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await commands.RevokeSessionAsync(ApiActor.Of(context), number, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("session", id);
}
