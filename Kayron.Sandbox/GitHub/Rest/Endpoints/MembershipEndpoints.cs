using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

/// <summary>What an application may learn of the person who signed in with it, where they granted <c>read:org</c>.</summary>
internal static class MembershipEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/user/teams", Teams),
        new("GET", "/user/memberships/orgs/{org}", Membership),
    ];

    private static Reply Teams(GitHubRequest request)
    {
        if (!MayReadOrganisations(request)) return Reply.Problem(403, "You need at least read:org scope or user scope to list your teams.");
        return request.Page([.. OrganisationsOf(request).SelectMany(organisation => request.World.Teams.Of(request.Caller.Login).Select(slug => (organisation, slug)))], team => new
        {
            id = (uint)team.slug.Aggregate(7, (id, letter) => (id * 31) + letter), name = char.ToUpperInvariant(team.slug[0]) + team.slug[1..], team.slug, privacy = "closed", permission = "pull",
            organization = AccountViews.Organisation(request, team.organisation),
        });
    }

    private static Reply Membership(GitHubRequest request)
    {
        if (!MayReadOrganisations(request)) return Reply.Problem(403, "You need at least read:org scope to read your organization memberships.");
        return OrganisationsOf(request).FirstOrDefault(organisation => string.Equals(organisation, request["org"], StringComparison.OrdinalIgnoreCase)) is { } organisation
            ? Reply.Ok(new { state = "active", role = "member", organization = AccountViews.Organisation(request, organisation), user = AccountViews.Account(request, request.Caller.Login) })
            : Reply.NotFound();
    }

    public static IReadOnlyList<string> OrganisationsOf(GitHubRequest request) => request.World.FindPerson(request.Caller.Login) is null ? [] : request.World.Organisations;

    private static bool MayReadOrganisations(GitHubRequest request) => request.World.UserTokens.ScopesOf(request.Caller.Token) is not { } scopes || scopes.Contains("read:org");
}
