using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class ReferenceEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/git/ref/{ref*}", Get),
        new("GET", Rest.Routes.Repository + "/git/matching-refs/{ref*}", Matching),
        new("POST", Rest.Routes.Repository + "/git/refs", Create),
        new("PATCH", Rest.Routes.Repository + "/git/refs/{ref*}", Update),
        new("DELETE", Rest.Routes.Repository + "/git/refs/{ref*}", Delete),
        new("GET", Rest.Routes.Repository + "/git/refs/{ref*}", Get),
        new("GET", Rest.Routes.Repository + "/git/refs", request => List(request, "refs/")),
        new("GET", Rest.Routes.Repository + "/tags", Tags),
    ];

    private static Reply Get(GitHubRequest request)
    {
        var name = Full(request["ref"]);
        return Visible(request, name) is { } sha ? Reply.Ok(View(request, name, sha)) : Reply.NotFound();
    }

    private static Reply Matching(GitHubRequest request) => List(request, Full(request["ref"]));

    private static Reply List(GitHubRequest request, string prefix)
    {
        var found = request.Repository.References.Under(prefix).Select(reference => (reference.Key, Sha: Visible(request, reference.Key))).Where(reference => reference.Sha is not null).ToList();
        return request.Page(found, reference => View(request, reference.Key, reference.Sha!));
    }

    private static Reply Create(GitHubRequest request)
    {
        var (name, sha) = (request.Required("Reference", "ref"), request.Required("Reference", "sha"));
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(character => character == '/') < 2 || !ReferenceName.IsValid(name)) return Reply.Problem(422, $"{name} is not a valid ref name.");
        if (request.Repository.References.Find(name) is not null) return Reply.Problem(422, "Reference already exists");
        if (request.Repository.Objects.Find(sha) is null) return Reply.Problem(422, "Object does not exist");
        return Set(request, name, sha) ?? Reply.Created(View(request, name, sha));
    }

    private static Reply Update(GitHubRequest request)
    {
        var (name, sha) = (Full(request["ref"]), request.Required("Reference", "sha"));
        if (request.Repository.References.Find(name) is not { } old) return Reply.Problem(422, "Reference does not exist");
        if (request.Repository.Objects.Find(sha) is null) return Reply.Problem(422, "Object does not exist");
        var forced = request.Flag("force") == true;
        if (!forced && request.Repository.Peel(old) is { } before && request.Repository.Peel(sha) is { } after && !History.Contains(request.Repository.Objects, after, before)) return Reply.Problem(422, "Update is not a fast forward");
        return Set(request, name, sha) ?? Reply.Ok(View(request, name, sha));
    }

    private static Reply Delete(GitHubRequest request)
    {
        var name = Full(request["ref"]);
        if (request.Repository.References.Find(name) is null) return Reply.Problem(422, "Reference does not exist");
        if (name.StartsWith(References.Heads, StringComparison.Ordinal)) request.Repository.DeleteBranch(name[References.Heads.Length..]);
        else request.Repository.References.Delete(name);
        PullRequests.Follow(request.World, request.Repository);
        return Reply.NoContent();
    }

    private static Reply Tags(GitHubRequest request)
    {
        var repository = request.Repository;
        var tags = repository.References.Named(References.Tags).Select(tag => (tag.Key, Sha: repository.Peel(tag.Value)!)).Reverse().ToList();
        return request.Page(tags, tag => new
        {
            name = tag.Key,
            commit = new { sha = tag.Sha, url = request.Links.Repository(repository, $"commits/{tag.Sha}") },
            zipball_url = request.Links.Repository(repository, $"zipball/refs/tags/{tag.Key}"),
            tarball_url = request.Links.Repository(repository, $"tarball/refs/tags/{tag.Key}"),
            node_id = AccountViews.NodeId("Ref", tag.Key),
        });
    }

    /// <summary>Moves or makes a reference; an answer where it cannot be.</summary>
    private static Reply? Set(GitHubRequest request, string name, string sha)
    {
        if (!name.StartsWith(References.Heads, StringComparison.Ordinal))
        {
            request.Repository.References.Set(name, sha);
            return null;
        }

        if (request.Repository.Objects.FindCommit(sha) is null) return Reply.Problem(422, "Object is not a commit");
        request.Repository.SetBranch(name[References.Heads.Length..], sha);
        PullRequests.Follow(request.World, request.Repository);
        return null;
    }

    private static string? Visible(GitHubRequest request, string name) =>
        name.StartsWith(References.Heads, StringComparison.Ordinal) ? request.Repository.VisibleBranch(name[References.Heads.Length..]) : request.Repository.References.Find(name);

    private static string Full(string name) => name.StartsWith("refs/", StringComparison.Ordinal) ? name : "refs/" + name;

    private static object View(GitHubRequest request, string name, string sha)
    {
        var kind = GitObject.Word(request.Repository.Objects.Find(sha)!.Kind);
        return new
        {
            @ref = name,
            node_id = AccountViews.NodeId("Ref", name),
            url = request.Links.Repository(request.Repository, $"git/{name}"),
            @object = new { sha, type = kind, url = request.Links.Repository(request.Repository, $"git/{kind}s/{sha}") },
        };
    }
}
