using System.Text.Json;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Hooks;
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
        new("POST", Hooks + "/{id}/pings", request => Tell(request, hook => new HookEvent.Ping(hook))),
        new("POST", Hooks + "/{id}/tests", request => Tell(request, _ => new HookEvent.Push(References.Heads + request.Repository.State.DefaultBranch, Head(request), Head(request)))),
        new("GET", Hooks + "/{id}/deliveries", request => request.Page(request.World.Hooks.Deliveries(Find(request)), Delivery)),
        new("POST", Hooks + "/{id}/deliveries/{delivery}/attempts", Redeliver),
    ];

    public static object View(GitHubRequest request, Hook hook) => new
    {
        type = "Repository",
        id = hook.Id,
        name = "web",
        active = hook.Active,
        events = hook.Events,
        config = new { url = hook.Url, content_type = hook.ContentType, insecure_ssl = "0", secret = hook.Secret is null ? null : "********" },
        created_at = hook.CreatedAt,
        updated_at = hook.CreatedAt,
        url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}"),
        test_url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}/test"),
        ping_url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}/pings"),
        deliveries_url = request.Links.Repository(request.Repository, $"hooks/{hook.Id}/deliveries"),
    };

    private static Reply Create(GitHubRequest request)
    {
        var configuration = request.Field("config") is { ValueKind: JsonValueKind.Object } config ? config : throw new ReplyException(Reply.Invalid("Hook", "config", "missing_field"));
        if (!configuration.TryGetProperty("url", out var url) || !Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return Reply.Invalid("Hook", "url", "custom", "url is missing a scheme");
        var type = configuration.TryGetProperty("content_type", out var content) ? content.GetString()! : "form";
        if (type is not ("json" or "form")) return Reply.Invalid("Hook", "content_type", "invalid");
        var secret = configuration.TryGetProperty("secret", out var text) ? text.GetString() : null;
        var events = request.Field("events") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetString()!).ToList() : ["push"];
        var hook = new Hook(request.Repository.State.NextId(), url.GetString()!, type, events, request.Flag("active") ?? true, request.Now, secret);
        request.Repository.State.Hooks.Add(hook);
        request.World.WatchFolders();
        request.World.Hooks.Tell(hook, request.Repository, new HookEvent.Ping(hook));
        return Reply.Created(View(request, hook));
    }

    private static Reply Delete(GitHubRequest request)
    {
        request.Repository.State.Hooks.Remove(Find(request));
        return Reply.NoContent();
    }

    private static Reply Tell(GitHubRequest request, Func<Hook, HookEvent> news)
    {
        var hook = Find(request);
        request.World.Hooks.Tell(hook, request.Repository, news(hook));
        return Reply.NoContent();
    }

    private static Reply Redeliver(GitHubRequest request)
    {
        var (hook, id) = (Find(request), request.Id("delivery"));
        if (request.World.Hooks.Deliveries(hook).FirstOrDefault(delivery => delivery.Id == id) is not { } found) return Reply.NotFound();
        request.World.Hooks.Redeliver(hook, request.Repository, found);
        return new Reply(202, new { });
    }

    private static string? Head(GitHubRequest request) => request.Repository.Branch(request.Repository.State.DefaultBranch);

    private static Hook Find(GitHubRequest request)
    {
        var id = request.Id("id");
        return request.Repository.State.Hooks.Find(hook => hook.Id == id) ?? throw new ReplyException(Reply.NotFound());
    }

    private static object Delivery(HookDelivery delivery) => new
    {
        id = delivery.Id,
        guid = delivery.Identifier,
        delivered_at = delivery.At,
        redelivery = delivery.Redelivery,
        duration = Math.Round(delivery.Seconds, 2),
        status = delivery.Status is >= 200 and < 300 ? "OK" : "Invalid HTTP Response",
        status_code = delivery.Status,
        @event = delivery.Event,
    };
}
