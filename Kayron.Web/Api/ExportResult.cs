using System.Text;
using System.Text.Json;
using Kayron.Core.Queries;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Kayron.Web.Api;

/// <summary>Everything that matches a list's filters, to be taken away: written page by page, so that memory stays small however much it is.</summary>
/// <param name="format">csv or json; the JSON is that of the list, with all its items.</param>
/// <param name="name">Of the file, without its ending.</param>
/// <param name="id">Falls along the list: what a new first item pushes onto the next page is not written twice.</param>
/// <param name="rows">Rows of the CSV for one item.</param>
internal sealed class ExportResult<T>(
    string format, string name, Func<PageRequest, CancellationToken, Task<Page<T>>> list, Func<T, long> id, IReadOnlyList<string> columns, Func<T, IEnumerable<string?[]>> rows) : IResult
{
    private const int Size = 200;

    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = format == "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{format}\"";
        if (format == "csv") await WriteCsvAsync(response, context.RequestAborted);
        else await WriteJsonAsync(response, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions, context.RequestAborted);
    }

    private async Task WriteCsvAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await response.WriteAsync(Csv.Row(columns), cancellationToken);
        await foreach (var items in ReadAsync(cancellationToken))
        {
            var text = new StringBuilder();
            foreach (var row in items.SelectMany(rows)) text.Append(Csv.Row(row));
            await response.WriteAsync(text.ToString(), cancellationToken);
        }
    }

    private async Task WriteJsonAsync(HttpResponse response, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        var total = 0;
        await response.WriteAsync("{\"items\":[", cancellationToken);
        await foreach (var items in ReadAsync(cancellationToken))
        {
            foreach (var item in items) await response.WriteAsync((total++ == 0 ? "" : ",") + JsonSerializer.Serialize(item, options), cancellationToken);
        }
        await response.WriteAsync($"],\"total\":{total}}}", cancellationToken);
    }

    private async IAsyncEnumerable<IEnumerable<T>> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = long.MaxValue;
        for (var number = 1; ; number++)
        {
            var page = await list(new PageRequest(number, Size), cancellationToken);
            List<T> fresh = [.. page.Items.Where(item => id(item) < last)];
            if (fresh.Count > 0) last = id(fresh[^1]);
            yield return fresh;
            if (page.Items.Count < Size) yield break;
        }
    }
}
