using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class AccountEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/", request => Reply.Ok(new { current_user_url = request.Links.Api("user"), repository_url = request.Links.Api("repos/{owner}/{repo}"), rate_limit_url = request.Links.Api("rate_limit") })),
        new("GET", "/meta", _ => Reply.Ok(new { verifiable_password_authentication = false, installed_version = "3.19.0" })),
        new("GET", "/rate_limit", Rates),
        new("GET", "/user", request => Reply.Ok(AccountViews.User(request, request.Caller))),
        new("GET", "/user/orgs", request => request.Page(MembershipEndpoints.OrganisationsOf(request), login => AccountViews.Organisation(request, login))),
        new("GET", "/user/repos", request => Repositories(request, _ => true)),
        new("GET", "/users/{login}", User),
        new("GET", "/users/{login}/repos", request => Repositories(request, owner => owner == request["login"])),
        new("GET", "/users/{login}/orgs", Organisations),
        new("GET", "/orgs/{org}", Organisation),
        new("GET", "/orgs/{org}/repos", request => Repositories(request, owner => owner == request["org"])),
        new("GET", "/orgs/{org}/members", Members),
        new("GET", "/orgs/{org}/members/{login}", Membership),
    ];

    private static Reply Rates(GitHubRequest request)
    {
        var status = request.World.Rates.Look(request.Caller.Token);
        var core = new { limit = status.Limit, used = status.Used, remaining = status.Remaining, reset = status.Reset.ToUnixTimeSeconds(), resource = "core" };
        return Reply.Ok(new { resources = new { core, search = core, graphql = core }, rate = core });
    }

    private static Reply User(GitHubRequest request)
    {
        var login = request["login"];
        if (request.World.Organisations.Contains(login)) return Reply.Ok(AccountViews.Organisation(request, login));
        return request.World.FindPerson(login) is { } person ? Reply.Ok(AccountViews.User(request, person)) : Reply.NotFound();
    }

    private static Reply Organisation(GitHubRequest request) =>
        request.World.Organisations.Contains(request["org"]) ? Reply.Ok(AccountViews.Organisation(request, request["org"])) : Reply.NotFound();

    private static Reply Organisations(GitHubRequest request) => request.Page(request.World.Organisations, login => AccountViews.Organisation(request, login));

    // Everybody of this world works for its organisations.
    private static Reply Members(GitHubRequest request) =>
        request.World.Organisations.Contains(request["org"]) ? request.Page(request.World.People, person => AccountViews.Account(request, person.Login)) : Reply.NotFound();

    private static Reply Membership(GitHubRequest request) =>
        request.World.Organisations.Contains(request["org"]) && request.World.FindPerson(request["login"]) is not null ? Reply.NoContent() : Reply.NotFound();

    private static Reply Repositories(GitHubRequest request, Func<string, bool> owned) =>
        request.Page([.. request.World.Repositories.Where(repository => !repository.State.AccessRevoked && owned(repository.Owner))], repository => RepositoryView.Of(request, repository));
}
