using System.Text.Json;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class HookEndpoints
{
    private const string Hooks = Rest.Routes.Repository + "/hooks";

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Hooks, request => request.Page(request.Repository.State.Hooks, hook => View(request, hook))),
        new("POST", Hooks, Create),
        new("GET", Hooks + "/{id}", request => Reply.Ok(View(request, Find(request)))),
        new("DELETE", Hooks + "/{id}", Delete),
    ];

    private static Reply Create(GitHubRequest request)
    {
        var configuration = request.Field("config") is { ValueKind: JsonValueKind.Object } config ? config : throw new ReplyException(Reply.Invalid("Hook", "config", "missing_field"));
        if (!configuration.TryGetProperty("url", out var url) || !Uri.TryCreate(url.GetString(), UriKind.Absolute, out _)) return Reply.Invalid("Hook", "url", "custom", "url is missing a scheme");
        var type = configuration.TryGetProperty("content_type", out var content) ? content.GetString()! : "form";
        var events = request.Field("events") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetString()!).ToList() : ["push"];
        var hook = new Hook(request.Repository.State.NextId(), url.GetString()!, type, events, request.Flag("active") ?? true, request.Now);
        request.Repository.State.Hooks.Add(hook);
        return Reply.Created(View(request, hook));
    }

    private static Reply Delete(GitHubRequest request)
    {
        request.Repository.State.Hooks.Remove(Find(request));
        return Reply.NoContent();
    }

    private static Hook Find(GitHubRequest request)
    {
        var id = request.Id("id");
        return request.Repository.State.Hooks.Find(hook => hook.Id == id) ?? throw new ReplyException(Reply.NotFound());
    }

    private static object View(GitHubRequest request, Hook hook) => new
    {
        type = "Repository",
        id = hook.Id,
        name = "web",
        active = hook.Active,
        events = hook.Events,
        config = new { url = hook.Url, content_type = hook.ContentType, insecure_ssl = "0" },
        created_at = hook.CreatedAt,
        updated_at = hook.CreatedAt,
        url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}"),
        test_url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}/test"),
        ping_url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}/pings"),
    };
}
