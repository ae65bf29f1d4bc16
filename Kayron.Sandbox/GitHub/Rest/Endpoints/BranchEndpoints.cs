using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class BranchEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/branches", List),
        new("GET", Rest.Routes.Repository + "/branches/{branch*}", Get),
    ];

    private static Reply List(GitHubRequest request) => request.Page([.. request.Repository.Branches()], branch => new
    {
        name = branch.Key,
        commit = new { sha = branch.Value, url = request.Links.Repository(request.Repository, $"commits/{branch.Value}") },
        @protected = false,
    });

    private static Reply Get(GitHubRequest request)
    {
        var name = request["branch"];
        if (request.Repository.VisibleBranch(name) is not { } sha) return Reply.Problem(404, "Branch not found");
        var url = request.Links.Repository(request.Repository, $"branches/{name}");
        return Reply.Ok(new
        {
            name,
            commit = CommitViews.Listed(request, request.Repository, sha),
            _links = new { self = url, html = request.Links.Page(request.Repository, $"tree/{name}") },
            @protected = false,
            protection = new { enabled = false, required_status_checks = new { enforcement_level = "off", contexts = Array.Empty<string>(), checks = Array.Empty<string>() } },
            protection_url = url + "/protection",
        });
    }
}
