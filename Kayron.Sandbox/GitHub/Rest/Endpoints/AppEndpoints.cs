using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

/// <summary>What an App asks with its own signature, not with a token.</summary>
internal static class AppEndpoints
{
    private static readonly Dictionary<string, string> s_permissions = new()
    {
        ["metadata"] = "read", ["contents"] = "read", ["pull_requests"] = "write", ["deployments"] = "write", ["statuses"] = "write",
    };

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/app", request => Reply.Ok(App(request, AppAssertions.Verify(request)))) { IsOpen = true },
        new("GET", "/app/installations", request => request.Page([AppAssertions.Verify(request)], application => Installation(request, application))) { IsOpen = true },
        new("GET", "/app/installations/{installation}", request => Reply.Ok(Installation(request, Installed(request)))) { IsOpen = true },
        new("POST", "/app/installations/{installation}/access_tokens", Issue) { IsOpen = true },
    ];

    private static Reply Issue(GitHubRequest request)
    {
        var (token, ends) = request.World.Applications.Issue(Installed(request));
        return Reply.Created(new { token, expires_at = ends, permissions = s_permissions, repository_selection = "all" });
    }

    private static Application Installed(GitHubRequest request)
    {
        var application = AppAssertions.Verify(request);
        return request.Id("installation") == application.InstallationId ? application : throw new ReplyException(Reply.NotFound());
    }

    private static object App(GitHubRequest request, Application application) => new
    {
        id = application.Id,
        slug = Application.Slug,
        node_id = AccountViews.NodeId("App", application.Id),
        owner = Owner(request),
        name = "Kayron",
        description = "",
        html_url = request.Links.Html($"apps/{Application.Slug}"),
        permissions = s_permissions,
        events = new[] { "push", "pull_request", "release" },
        installations_count = 1,
    };

    private static object Installation(GitHubRequest request, Application application) => new
    {
        id = application.InstallationId,
        account = Owner(request),
        repository_selection = "all",
        app_id = application.Id,
        app_slug = Application.Slug,
        access_tokens_url = request.Links.Api($"app/installations/{application.InstallationId}/access_tokens"),
        permissions = s_permissions,
        suspended_at = (string?)null,
    };

    private static object? Owner(GitHubRequest request) => request.World.Organisations.Count > 0 ? AccountViews.Account(request, request.World.Organisations[0]) : null;
}
