using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments", ListAsync);
        api.MapGet("/environments/{environment}", FindAsync);
        api.MapGet("/environments/{environment}/releases/{release}/trace", TraceAsync);
        api.MapPost("/environments/{environment}/reconcile", ReconcileAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IEnvironmentQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request);
        if (query.Problem is not null) return query.Problem;
        var all = await queries.ListAsync(cancellationToken);
        return Results.Ok(new Page<EnvironmentView>([.. all.Skip(query.Page.Offset).Take(query.Page.Limit)], all.Count));
    }

    private static async Task<IResult> FindAsync(string environment, IEnvironmentQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(environment, cancellationToken) is { } found ? Results.Ok(found) : ApiProblem.NotFound("environment", environment);

    private static async Task<IResult> TraceAsync(string environment, string release, IEnvironmentQueries queries, ITraceQueries traces, CancellationToken cancellationToken) =>
        await traces.FindAsync(environment, release, cancellationToken) is { } trace ? Results.Ok(trace)
        : await queries.FindAsync(environment, cancellationToken) is null ? ApiProblem.NotFound("environment", environment)
        : ApiProblem.NotFound("release", release);

    private static async Task<IResult> ReconcileAsync(HttpContext context, string environment, IEnvironmentQueries queries, IReconcileCommands commands, CancellationToken cancellationToken) =>
        await queries.FindAsync(environment, cancellationToken) is null
            ? ApiProblem.NotFound("environment", environment)
            : await commands.ReconcileAsync(ApiActor.Of(context), environment, cancellationToken).ToAnswerAsync(_ => Results.Accepted());
}
