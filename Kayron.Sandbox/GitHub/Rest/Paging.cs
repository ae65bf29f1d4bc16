using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>Which page of a list is asked for. GitHub silently gives at most 100 a page.</summary>
internal sealed record Paging(int Number, int Size, Links Links)
{
    public static Paging From(string? page, string? size, Links links) =>
        new(int.TryParse(page, out var number) && number > 0 ? number : 1, int.TryParse(size, out var items) && items > 0 ? Math.Min(items, 100) : 30, links);

    public IEnumerable<T> Of<T>(IEnumerable<T> items) => items.Skip((Number - 1) * Size).Take(Size);

    /// <summary>The Link header, or nothing where one page holds all.</summary>
    public IReadOnlyDictionary<string, string> Header(HttpRequest request, int total)
    {
        var last = Math.Max(1, (total + Size - 1) / Size);
        var links = new List<string>();
        if (Number > 1) links.AddRange([Link(request, Math.Min(Number - 1, last), "prev")]);
        if (Number < last) links.AddRange([Link(request, Number + 1, "next"), Link(request, last, "last")]);
        if (Number > 1) links.Add(Link(request, 1, "first"));
        return links.Count == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Link"] = string.Join(", ", links) };
    }

    private string Link(HttpRequest request, int page, string relation)
    {
        var query = request.Query.Where(value => value.Key != "page").ToDictionary(value => value.Key, value => (string?)value.Value.ToString());
        query["page"] = page.ToString();
        return $"<{QueryHelpers.AddQueryString(Links.Base + request.Path, query)}>; rel=\"{relation}\"";
    }
}
