using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class ChangeEndpoints
{
    private static readonly string[] States = ["planned", "blocked", "awaiting-approval", "ready", "executing", "succeeded", "failed", "superseded", "rejected", "expired"];

    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        api.MapGet("/changes", ListAsync);
        api.MapGet("/changes/{id}", FindAsync);
        api.MapPost("/changes/{id}/approve", ApproveAsync);
        api.MapPost("/changes/{id}/reject", RejectAsync);
        api.MapPost("/changes/{id}/override", OverrideAsync);
        api.MapPost("/changes/{id}/retry", RetryAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IChangeQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "environment", "state");
        return query.Problem ?? query.Check("state", States) ?? Results.Ok(await queries.ListAsync(query["environment"], query["state"], query.Page, cancellationToken));
    }

    private static async Task<IResult> FindAsync(string id, IChangeQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } change ? Results.Ok(change) : ApiProblem.NotFound("change", id);

    private static async Task<IResult> ApproveAsync(HttpContext context, string id, IChangeQueries queries, IChangeCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Approval>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Fingerprint)) return ApiProblem.Invalid("fingerprint", "is missing: an approval holds for what was looked at.");
        var request = new ApproveRequest(id, body.Fingerprint, body.Comment, body.Confirm);
        return await AnswerAsync(id, queries, () => commands.ApproveAsync(ApiActor.Of(context), request, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> RejectAsync(HttpContext context, string id, IChangeQueries queries, IChangeCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Rejection>(context.Request);
        return problem ?? await AnswerAsync(id, queries, () => commands.RejectAsync(ApiActor.Of(context), id, body.Comment, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> OverrideAsync(HttpContext context, string id, IChangeQueries queries, IOverrideCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Override>(context.Request);
        if (problem is not null) return problem;
        if (string.IsNullOrWhiteSpace(body.Reason)) return ApiProblem.Invalid("reason", "is missing: others review why its gates were passed.");
        if (string.IsNullOrWhiteSpace(body.Incident)) return ApiProblem.Invalid("incident", "is missing: give the incident's address.");
        var request = new OverrideRequest(id, body.Reason, body.Incident, body.Confirm, body.Fingerprint);
        return await AnswerAsync(id, queries, () => commands.OverrideAsync(ApiActor.Of(context), request, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> RetryAsync(HttpContext context, string id, IChangeQueries queries, IRetryCommands commands, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Retry>(context.Request);
        return problem ?? await AnswerAsync(id, queries, () => commands.RetryAsync(ApiActor.Of(context), id, body.Reason, cancellationToken), cancellationToken);
    }

    /// <summary>The change as it is after the command.</summary>
    private static async Task<IResult> AnswerAsync(string id, IChangeQueries queries, Func<Task<CommandResult>> command, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is null) return ApiProblem.NotFound("change", id);
        if (await command() is CommandResult.Refused refused) return ApiProblem.From(refused);
        return Results.Ok(await queries.FindAsync(id, cancellationToken));
    }

    private sealed record Approval
    {
        public string? Fingerprint { get; init; }
        public string? Comment { get; init; }

        /// <summary>Logical ids, typed by the approver.</summary>
        public IReadOnlyList<string>? Confirm { get; init; }
    }

    private sealed record Rejection
    {
        public string? Comment { get; init; }
    }

    private sealed record Override
    {
        public string? Reason { get; init; }

        /// <summary>An http or https address.</summary>
        public string? Incident { get; init; }

        /// <summary>Logical ids, typed by the administrator.</summary>
        public IReadOnlyList<string>? Confirm { get; init; }

        /// <summary>What was looked at; may be left out.</summary>
        public string? Fingerprint { get; init; }
    }

    private sealed record Retry
    {
        public string? Reason { get; init; }
    }
}
