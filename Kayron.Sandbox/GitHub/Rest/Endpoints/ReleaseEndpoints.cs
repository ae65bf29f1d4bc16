using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class ReleaseEndpoints
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/releases", List),
        new("POST", Rest.Routes.Repository + "/releases", Create),
        new("GET", Rest.Routes.Repository + "/releases/latest", Latest),
        new("GET", Rest.Routes.Repository + "/releases/tags/{tag*}", ByTag),
        new("GET", Rest.Routes.Repository + "/releases/{id}", request => Reply.Ok(View(request, Find(request)))),
        new("PATCH", Rest.Routes.Repository + "/releases/{id}", Update),
        new("DELETE", Rest.Routes.Repository + "/releases/{id}", Delete),
    ];

    private static Reply List(GitHubRequest request) =>
        request.Page([.. request.Repository.State.Releases.OrderByDescending(release => release.CreatedAt).ThenByDescending(release => release.Id)], release => View(request, release));

    private static Reply Latest(GitHubRequest request) => ReleaseShelf.Latest(request.Repository) is { } latest ? Reply.Ok(View(request, latest)) : Reply.NotFound();

    private static Reply ByTag(GitHubRequest request) =>
        request.Repository.State.Releases.FirstOrDefault(release => !release.Draft && release.Tag == request["tag"]) is { } found ? Reply.Ok(View(request, found)) : Reply.NotFound();

    private static Reply Create(GitHubRequest request)
    {
        var tag = request.Required("Release", "tag_name");
        if (!ReferenceName.IsValid(tag)) return Reply.Invalid("Release", "tag_name", "custom", "tag_name is not a valid tag");
        if (request.Repository.State.Releases.Exists(release => !release.Draft && release.Tag == tag)) return Reply.Invalid("Release", "tag_name", "already_exists");
        var target = request.Text("target_commitish") ?? request.Repository.State.DefaultBranch;
        if (request.Repository.Resolve(References.Tags + tag) is null && request.Repository.Resolve(target) is null) return Reply.Invalid("Release", "target_commitish", "invalid");
        var release = ReleaseShelf.Publish(request.Repository, request.Caller, request.Now, new ReleaseDraft(tag, target)
        {
            Name = request.Text("name"),
            Body = request.Text("body"),
            Draft = request.Flag("draft") ?? false,
            Prerelease = request.Flag("prerelease") ?? false,
            MakeLatest = request.Text("make_latest") ?? "true",
        });
        return Reply.Created(View(request, release)) with { Headers = new Dictionary<string, string> { ["Location"] = request.Links.Repository(request.Repository, $"releases/{release.Id}") } };
    }

    private static Reply Update(GitHubRequest request)
    {
        var old = Find(request);
        var release = old with
        {
            Tag = request.Text("tag_name") ?? old.Tag,
            Target = request.Text("target_commitish") ?? old.Target,
            Name = request.Text("name") ?? old.Name,
            Body = request.Text("body") ?? old.Body,
            Draft = request.Flag("draft") ?? old.Draft,
            Prerelease = request.Flag("prerelease") ?? old.Prerelease,
            MakeLatest = request.Text("make_latest") ?? old.MakeLatest,
        };
        if (request.Repository.Resolve(release.Tag) is null && request.Repository.Resolve(release.Target) is null) return Reply.Invalid("Release", "target_commitish", "invalid");
        return Reply.Ok(View(request, ReleaseShelf.Replace(request.Repository, release, request.Caller, request.Now)));
    }

    private static Reply Delete(GitHubRequest request)
    {
        request.Repository.State.Releases.Remove(Find(request));
        return Reply.NoContent();
    }

    private static Release Find(GitHubRequest request)
    {
        var id = request.Id("id");
        return request.Repository.State.Releases.Find(release => release.Id == id) ?? throw new ReplyException(Reply.NotFound());
    }

    public static object View(GitHubRequest request, Release release)
    {
        var (links, repository) = (request.Links, request.Repository);
        var url = links.Repository(repository, $"releases/{release.Id}");
        return new
        {
            url,
            assets_url = url + "/assets",
            upload_url = url + "/assets{?name,label}",
            html_url = links.Page(repository, $"releases/tag/{release.Tag}"),
            id = release.Id,
            author = AccountViews.Account(request, release.Author),
            node_id = AccountViews.NodeId("Release", release.Id),
            tag_name = release.Tag,
            target_commitish = release.Target,
            name = release.Name,
            draft = release.Draft,
            prerelease = release.Prerelease,
            created_at = release.CreatedAt,
            published_at = release.PublishedAt,
            assets = Array.Empty<object>(),
            tarball_url = links.Repository(repository, $"tarball/{release.Tag}"),
            zipball_url = links.Repository(repository, $"zipball/{release.Tag}"),
            body = release.Body,
        };
    }
}
