using System.Globalization;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Web.Hosting;

namespace Kayron.Web.Api;

internal static class PauseEndpoints
{
    public static void MapPauses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/pauses", ListAsync);
        api.MapPost("/pauses", PauseAsync);
        api.MapDelete("/pauses/{id}", ResumeAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IPauseQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request);
        return query.Problem ?? Results.Ok(await queries.ListAsync(query.Page, cancellationToken));
    }

    private static async Task<IResult> PauseAsync(HttpContext context, IPauseCommands commands, KayronSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Pause>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Reason)) return ApiProblem.Invalid("reason", "is missing: others must be able to read why nothing moves.");
        if (body.Environment is { } environment && settings.FindEnvironment(environment) is null) return ApiProblem.Invalid("environment", $"must be one of {string.Join(", ", settings.Environments.Select(known => known.Name))}.");
        if (body.Until <= clock.GetUtcNow()) return ApiProblem.Invalid("until", "must be in the future.");
        var request = new PauseRequest(body.Environment, body.Service, body.Reason, body.Until);
        return await commands.PauseAsync(ApiActor.Of(context), request, cancellationToken).ToAnswerAsync(done => Results.Created($"{Routes.Api}/pauses/{done.Id}", new { id = done.Id }));
    }

    private static async Task<IResult> ResumeAsync(HttpContext context, string id, IPauseCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Resumption>(context.Request);
        if (problem is not null) return problem;
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await commands.ResumeAsync(ApiActor.Of(context), number, body.Reason, cancellationToken).ToAnswerAsync()
            : ApiProblem.NotFound("pause", id);
    }

    private sealed record Pause
    {
        /// <summary>Null: every environment.</summary>
        public string? Environment { get; init; }

        /// <summary>Null: every service.</summary>
        public string? Service { get; init; }
        public string? Reason { get; init; }

        /// <summary>Null: until somebody resumes.</summary>
        public DateTimeOffset? Until { get; init; }
    }

    private sealed record Resumption
    {
        public string? Reason { get; init; }
    }
}
