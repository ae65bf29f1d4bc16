using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class RepositoryEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/collaborators/{login}/permission", Permission),
        new("GET", Rest.Routes.Repository, request => Reply.Ok(RepositoryView.Of(request, request.Repository))),
    ];

    private static Reply Permission(GitHubRequest request)
    {
        if (request.World.FindPerson(request["login"]) is not { } person) return Reply.NotFound();
        var permission = person.CanWrite ? "write" : "read";
        return Reply.Ok(new { permission, role_name = permission, user = AccountViews.Account(request, person.Login) });
    }
}
