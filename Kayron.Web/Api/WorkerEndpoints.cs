using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Kayron.Web.Jobs;

namespace Kayron.Web.Api;

internal static class WorkerEndpoints
{
    public static void MapWorkers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workers", List);
        api.MapPost("/workers/{name}/run", RunAsync);
    }

    private static IResult List(HttpContext context, WorkerSchedule schedule)
    {
        var query = ListQuery.Read(context.Request);
        if (query.Problem is not null) return query.Problem;
        var all = schedule.Workers;
        return Results.Ok(new Page<object>([.. all.Skip(query.Page.Offset).Take(query.Page.Limit).Select(Shape)], all.Count));
    }

    private static async Task<IResult> RunAsync(HttpContext context, string name, WorkerCommands commands, CancellationToken cancellationToken) =>
        await commands.RunAsync(ApiActor.Of(context), name, cancellationToken).ToAnswerAsync(_ => Results.Accepted());

    private static object Shape(WorkerSummary worker) =>
        new { worker.Name, Cooler = DurationText.Format(worker.Cooler), worker.LastRun, worker.NextRun, worker.Outcome };
}
