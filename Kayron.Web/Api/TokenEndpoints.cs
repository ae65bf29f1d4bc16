using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Web.Auth;
using Kayron.Web.Hosting;

namespace Kayron.Web.Api;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", ListAsync);
        api.MapPost("/tokens", CreateAsync);
        api.MapDelete("/tokens/{id}", RevokeAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ITokenQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request);
        return query.Problem ?? Results.Ok(await queries.ListAsync(ApiActor.Of(context), query.Page, cancellationToken));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ITokenCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<NewToken>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Name)) return ApiProblem.Invalid("name", "is missing: say what the token is for.");
        if (TokenRoles.Parse(body.Role) is not { } role) return ApiProblem.Invalid("role", $"must be one of {string.Join(", ", TokenRoles.Names)}.");
        var text = TokenText.Generate();
        var request = new TokenRequest(body.Name, string.IsNullOrWhiteSpace(body.Account) ? body.Name : body.Account, role, body.Environments ?? [], body.Expires, TokenText.Hash(text));
        return await commands.CreateAsync(ApiActor.Of(context), request, cancellationToken).ToAnswerAsync(done => Results.Created($"{Routes.Api}/tokens/{done.Id}", new CreatedToken(
            long.Parse(done.Id!, CultureInfo.InvariantCulture), request.Name, request.Account, TokenRoles.Name(role), request.Environments, request.Expires, text)));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string id, ITokenCommands commands, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await commands.RevokeAsync(ApiActor.Of(context), number, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("token", id);

    private sealed record NewToken
    {
        public string? Name { get; init; }

        /// <summary>Login that it acts as; null: the name.</summary>
        public string? Account { get; init; }
        public string? Role { get; init; }

        /// <summary>Null or empty: everywhere.</summary>
        public IReadOnlyList<string>? Environments { get; init; }

        /// <summary>Null: never.</summary>
        public DateTimeOffset? Expires { get; init; }
    }

    /// <param name="Token">Its text, here and never again.</param>
    private sealed record CreatedToken(long Id, string Name, string Account, string Role, IReadOnlyList<string> Environments, DateTimeOffset? Expires, string Token);
}
