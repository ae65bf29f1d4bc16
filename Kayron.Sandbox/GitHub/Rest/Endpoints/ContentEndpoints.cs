using System.Text;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class ContentEndpoints
{
    // GitHub leaves the content out of the JSON of larger files; the raw media type has it up to 100 MB.
    private const int LargestInline = 1024 * 1024;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/contents", request => Get(request, "")),
        new("GET", Rest.Routes.Repository + "/contents/{path*}", request => Get(request, request["path"].Trim('/'))),
        new("GET", Rest.Routes.Repository + "/readme", request => Get(request, "README.md")),
    ];

    /// <summary>The bytes themselves, where the client asks for them; the answer repeats the media type it used, by which Octokit tells bytes from text.</summary>
    public static Reply? Raw(GitHubRequest request, byte[] content)
    {
        if (request.Accepts("github.v3.raw")) return Reply.Raw(content, "application/vnd.github.v3.raw; charset=utf-8");
        return request.Accepts("github.raw") ? Reply.Raw(content, "application/vnd.github.raw+json; charset=utf-8") : null;
    }

    /// <summary>Base64 as GitHub writes it: 60 characters a line.</summary>
    public static string Base64(byte[] content)
    {
        var text = new StringBuilder();
        foreach (var line in Convert.ToBase64String(content).Chunk(60)) text.Append(line).Append('\n');
        return text.ToString();
    }

    private static Reply Get(GitHubRequest request, string path)
    {
        var objects = request.Repository.Objects;
        var reference = request.Query("ref") ?? request.Repository.State.DefaultBranch;
        if (request.Repository.Resolve(reference) is not { } sha) return Reply.Problem(404, $"No commit found for the ref {reference}");
        if (FileSet.Find(objects, objects.Commit(sha).Tree, path) is not { } found) return Reply.NotFound();
        if (found.IsTree) return Reply.Ok(objects.Tree(found.Sha).Entries.Select(entry => View(request, reference, Join(path, entry.Name), entry, null, null)).ToList());
        var content = objects.Blob(found.Sha);
        if (Raw(request, content) is { } raw) return raw;
        return content.Length > LargestInline
            ? Reply.Ok(View(request, reference, path, found, "", "none"))
            : Reply.Ok(View(request, reference, path, found, Base64(content), "base64"));
    }

    private static object View(GitHubRequest request, string reference, string path, TreeEntry entry, string? content, string? encoding)
    {
        var type = entry switch { { IsTree: true } => "dir", { Mode: TreeEntry.Link } => "symlink", _ => "file" };
        var url = request.Links.Repository(request.Repository, $"contents/{path}?ref={Uri.EscapeDataString(reference)}");
        var git = request.Links.Repository(request.Repository, $"git/{(entry.IsTree ? "trees" : "blobs")}/{entry.Sha}");
        var html = request.Links.Page(request.Repository, $"{(entry.IsTree ? "tree" : "blob")}/{reference}/{path}");
        var common = new
        {
            name = path.Split('/')[^1],
            path,
            sha = entry.Sha,
            size = entry.IsTree ? 0 : request.Repository.Objects.Blob(entry.Sha).Length,
            url,
            html_url = html,
            git_url = git,
            download_url = entry.IsTree ? null : request.Links.Page(request.Repository, $"raw/{reference}/{path}"),
            type,
            _links = new { self = url, git, html },
        };
        if (content is null) return common;
        return new { common.name, common.path, common.sha, common.size, common.url, common.html_url, common.git_url, common.download_url, common.type, content, encoding, common._links };
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
