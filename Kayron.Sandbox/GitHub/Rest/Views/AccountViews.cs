using System.Text;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Rest.Views;

internal static class AccountViews
{
    public static string NodeId(string kind, object id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{kind}:{id}"));

    /// <summary>An account as it appears inside other objects; one that is gone is GitHub's ghost.</summary>
    public static object Account(GitHubRequest request, string login)
    {
        if (request.World.Organisations.Contains(login)) return Short(request, login, OrganisationId(login), "Organization");
        var person = request.World.FindPerson(login) ?? new Person(login, login, "");
        return Short(request, person.Login, person.Id, person.IsMachine ? "Bot" : "User");
    }

    public static object User(GitHubRequest request, Person person) => new
    {
        login = person.Login,
        id = person.Id,
        node_id = NodeId("User", person.Id),
        avatar_url = "",
        url = request.Links.Api($"users/{person.Login}"),
        html_url = request.Links.Html(person.Login),
        type = person.IsMachine ? "Bot" : "User",
        site_admin = false,
        name = person.Name,
        email = person.Email,
        company = (string?)null,
        blog = "",
        location = (string?)null,
        bio = (string?)null,
        public_repos = 0,
        public_gists = 0,
        followers = 0,
        following = 0,
        created_at = DateTimeOffset.UnixEpoch,
        updated_at = DateTimeOffset.UnixEpoch,
    };

    public static object Organisation(GitHubRequest request, string login) => new
    {
        login,
        id = OrganisationId(login),
        node_id = NodeId("Organization", login),
        url = request.Links.Api($"orgs/{login}"),
        repos_url = request.Links.Api($"orgs/{login}/repos"),
        html_url = request.Links.Html(login),
        avatar_url = "",
        description = "",
        name = login,
        type = "Organization",
        public_repos = request.World.Repositories.Count(repository => repository.Owner == login),
        created_at = DateTimeOffset.UnixEpoch,
        updated_at = DateTimeOffset.UnixEpoch,
    };

    private static object Short(GitHubRequest request, string login, long id, string type) => new
    {
        login,
        id,
        node_id = NodeId(type, id),
        avatar_url = "",
        gravatar_id = "",
        url = request.Links.Api($"users/{login}"),
        html_url = request.Links.Html(login),
        repos_url = request.Links.Api($"users/{login}/repos"),
        type,
        site_admin = false,
    };

    private static long OrganisationId(string login) => new Person(login, login, "").Id;
}
