using System.Globalization;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class AuditEndpoints
{
    private static readonly string[] Formats = ["json", "csv"];
    private static readonly string[] Columns = ["id", "at", "account", "action", "subject", "detail", "origin", "hash"];

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync);
        api.MapGet("/audit/verify", VerifyAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IAuditQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "actor", "action", "subject", "from", "to", "format");
        if ((query.Problem ?? query.Check("format", Formats)) is { } problem) return problem;
        var (from, wrongFrom) = query.Time("from");
        var (to, wrongTo) = query.Time("to");
        if ((wrongFrom ?? wrongTo) is { } wrong) return wrong;
        var filter = new AuditFilter(query["actor"], query["action"], query["subject"], from, to);
        Task<Page<AuditView>> Read(PageRequest page, CancellationToken stop) => queries.ListAsync(filter, page, stop);
        return query["format"] is { } format && !query.IsPaged
            ? new ExportResult<AuditView>(format, "audit", Read, row => row.Id, Columns, row => [Row(row)])
            : Results.Ok(await Read(query.Page, cancellationToken));
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, IAuditQueries queries, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(context.Request, "head");
        if (query.Problem is not null) return query.Problem;
        try
        {
            return Results.Ok(await queries.VerifyAsync(query["head"], cancellationToken));
        }
        catch (FormatException)
        {
            return ApiProblem.Invalid("head", "must be ID:HASH, as an earlier verification answered it.");
        }
    }

    private static string?[] Row(AuditView row) =>
        [row.Id.ToString(CultureInfo.InvariantCulture), Csv.Time(row.At), row.Account, row.Action, row.Subject, row.Detail, row.Origin, row.Hash];
}
