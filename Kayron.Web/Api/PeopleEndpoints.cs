using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Web.Auth;

namespace Kayron.Web.Api;

internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people", ListAsync);
        api.MapGet("/people/{account}", FindAsync);
        api.MapPost("/people/{account}/disable", DisableAsync);
        api.MapPost("/people/{account}/enable", EnableAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IPeopleQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request);
        if ((query.Problem ?? Refuse(context)) is { } problem) return problem;
        var page = await queries.ListAsync(query.Page, cancellationToken);
        return Results.Ok(new Page<Person>([.. page.Items.Select(Describe)], page.Total));
    }

    private static async Task<IResult> FindAsync(HttpContext context, string account, IPeopleQueries queries, CancellationToken cancellationToken) =>
        Refuse(context) ?? (await queries.FindAsync(Id(account), cancellationToken) is { } person ? Results.Ok(Describe(person)) : ApiProblem.NotFound("person", Id(account)));

    private static async Task<IResult> DisableAsync(HttpContext context, string account, IPeopleQueries queries, IPeopleCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Disabling>(context.Request);
        if (problem is not null) return problem;
        return await AnswerAsync(Id(account), queries, await commands.DisableAsync(ApiActor.Of(context), Id(account), body.Reason, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> EnableAsync(HttpContext context, string account, IPeopleQueries queries, IPeopleCommands commands, CancellationToken cancellationToken) =>
        await AnswerAsync(Id(account), queries, await commands.EnableAsync(ApiActor.Of(context), Id(account), cancellationToken), cancellationToken);

    /// <summary>The person as they are after the command.</summary>
    private static async Task<IResult> AnswerAsync(string account, IPeopleQueries queries, CommandResult result, CancellationToken cancellationToken) =>
        result is CommandResult.Refused refused ? ApiProblem.From(refused) : Results.Ok(Describe((await queries.FindAsync(account, cancellationToken))!));

    /// <returns>Null for those who see everybody.</returns>
    private static IResult? Refuse(HttpContext context) =>
        ApiActor.Of(context).Is(Role.Administrator, environment: null) ? null : ApiProblem.Of(StatusCodes.Status403Forbidden, "role", "this needs the role administrator in every environment");

    /// <summary>Ids of OpenID Connect hold an address, and a server leaves its encoded slashes as they are.</summary>
    private static string Id(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static Person Describe(PersonView person) => new(
        person.Account, person.Provider, person.Login, person.Name, person.Email, person.Groups, person.Roles.ToDictionary(role => role.Key, role => TokenRoles.Name(role.Value)),
        person.LastSignIn, person.CheckedAt, person.Sessions, person.DisabledAt, person.DisabledBy);

    private sealed record Disabling
    {
        public string? Reason { get; init; }
    }
}

/// <param name="Roles">By environment; <c>*</c> for all.</param>
/// <param name="CheckedAt">When the provider last said who they are and of which groups.</param>
/// <param name="Sessions">Open ones.</param>
/// <param name="DisabledBy">Name of the administrator; null: not disabled.</param>
internal sealed record Person(
    string Account, string Provider, string Login, string Name, string? Email, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, string> Roles,
    DateTimeOffset LastSignIn, DateTimeOffset CheckedAt, int Sessions, DateTimeOffset? DisabledAt, string? DisabledBy);
