using System.Text.Json;
using Kayron.Sandbox.GitHub.Model;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.GitHub.Rest;

/// <summary>A request that was matched, authenticated and read.</summary>
internal sealed class GitHubRequest(GitHubWorld world, Person caller, Links links, IReadOnlyDictionary<string, string> values, HttpRequest http, JsonElement? body)
{
    public GitHubWorld World => world;
    public Person Caller => caller;
    public Links Links => links;
    public HttpRequest Http => http;
    public DateTimeOffset Now => world.Clock.GetUtcNow();

    /// <summary>The repository that the path names, which the dispatcher has found.</summary>
    public GitHubRepository Repository { get; } = values.TryGetValue("owner", out var owner) && values.TryGetValue("repo", out var name) ? world.Find(owner, name)! : null!;

    /// <summary>A value from the path.</summary>
    public string this[string name] => values[name];

    public int Number(string name) => int.TryParse(values[name], out var number) ? number : throw new ReplyException(Reply.NotFound());

    public long Id(string name) => long.TryParse(values[name], out var id) ? id : throw new ReplyException(Reply.NotFound());

    public string? Query(string name) => http.Query[name].FirstOrDefault();

    public bool Accepts(string mediaType) => http.Headers.Accept.Any(value => value?.Contains(mediaType, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>A field of the body as text; absent and null are the same.</summary>
    public string? Text(string field) => Field(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public string Required(string resource, string field) => Text(field) is { Length: > 0 } text ? text : throw new ReplyException(Reply.Invalid(resource, field, "missing_field"));

    public bool? Flag(string field) => Field(field) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public JsonElement? Field(string field) => body is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var value) ? value : null;

    /// <summary>The commit a reference names; 404 where it names none.</summary>
    public string Commit(string reference) => Repository.Resolve(reference) ?? throw new ReplyException(Reply.NotFound());

    /// <summary>One page of a list, as the query's <c>page</c> and <c>per_page</c> ask, with the Link header.</summary>
    public Reply Page<T>(IReadOnlyList<T> items, Func<T, object> view)
    {
        var paging = Paging();
        return Reply.Ok(paging.Of(items).Select(view).ToList()) with { Headers = paging.Header(http, items.Count) };
    }

    public Paging Paging() => Rest.Paging.From(Query("page"), Query("per_page"), links);
}
