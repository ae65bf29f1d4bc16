using System.Text;
using System.Text.Json;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

/// <summary>Git's objects by id.</summary>
internal static class GitDataEndpoints
{
    private const int MostEntries = 100_000;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/git/trees/{tree*}", Tree),
        new("GET", Rest.Routes.Repository + "/git/blobs/{sha}", Blob),
        new("GET", Rest.Routes.Repository + "/git/commits/{sha}", Commit),
        new("GET", Rest.Routes.Repository + "/git/tags/{sha}", Tag),
        new("POST", Rest.Routes.Repository + "/git/blobs", CreateBlob),
        new("POST", Rest.Routes.Repository + "/git/trees", CreateTree),
        new("POST", Rest.Routes.Repository + "/git/commits", CreateCommit),
        new("POST", Rest.Routes.Repository + "/git/tags", CreateTag),
    ];

    private static Reply Tree(GitHubRequest request)
    {
        var objects = request.Repository.Objects;
        var sha = objects.Find(request["tree"]) is { Kind: GitObjectKind.Tree } ? request["tree"] : objects.Commit(request.Commit(request["tree"])).Tree;
        return Reply.Ok(TreeView(request, sha, request.Query("recursive") is not null));
    }

    // GitHub cuts a tree off behind its 100,000th entry, and says so in one word.
    private static object TreeView(GitHubRequest request, string sha, bool recursive)
    {
        var objects = request.Repository.Objects;
        var entries = recursive ? FileSet.Walk(objects, sha) : objects.Tree(sha).Entries.Select(entry => (Path: entry.Name, Entry: entry));
        var shown = entries.Take(MostEntries + 1).ToList();
        return new
        {
            sha,
            url = request.Links.Repository(request.Repository, $"git/trees/{sha}"),
            tree = shown.Take(request.Repository.TreeLimit ?? MostEntries).Select(item => EntryView(request, item.Path, item.Entry)).ToList(),
            truncated = shown.Count > (request.Repository.TreeLimit ?? MostEntries),
        };
    }

    private static object EntryView(GitHubRequest request, string path, TreeEntry entry)
    {
        var type = entry.IsTree ? "tree" : "blob";
        var url = request.Links.Repository(request.Repository, $"git/{type}s/{entry.Sha}");
        return entry.IsTree
            ? new { path, mode = "040000", type, sha = entry.Sha, url }
            : new { path, mode = entry.Mode, type, sha = entry.Sha, size = request.Repository.Objects.Blob(entry.Sha).Length, url };
    }

    private static Reply Blob(GitHubRequest request)
    {
        if (request.Repository.Objects.Find(request["sha"]) is not { Kind: GitObjectKind.Blob } blob) return Reply.NotFound();
        if (ContentEndpoints.Raw(request, blob.Content) is { } raw) return raw;
        return Reply.Ok(new
        {
            sha = request["sha"],
            node_id = AccountViews.NodeId("Blob", request["sha"]),
            size = blob.Content.Length,
            url = request.Links.Repository(request.Repository, $"git/blobs/{request["sha"]}"),
            content = ContentEndpoints.Base64(blob.Content),
            encoding = "base64",
        });
    }

    private static Reply Commit(GitHubRequest request) =>
        request.Repository.Objects.FindCommit(request["sha"]) is null ? Reply.NotFound() : Reply.Ok(CommitViews.Plain(request, request.Repository, request["sha"]));

    private static Reply Tag(GitHubRequest request) =>
        request.Repository.Objects.Find(request["sha"]) is { Kind: GitObjectKind.Tag } tag ? Reply.Ok(TagView(request, request["sha"], GitTag.Parse(tag.Content))) : Reply.NotFound();

    private static object TagView(GitHubRequest request, string sha, GitTag tag)
    {
        var kind = GitObject.Word(tag.TargetKind);
        return new
        {
            node_id = AccountViews.NodeId("Tag", sha),
            sha,
            url = request.Links.Repository(request.Repository, $"git/tags/{sha}"),
            @object = new { sha = tag.Target, type = kind, url = request.Links.Repository(request.Repository, $"git/{kind}s/{tag.Target}") },
            tagger = CommitViews.Signed(tag.Tagger),
            message = tag.Message,
            tag = tag.Name,
            verification = CommitViews.Unsigned,
        };
    }

    private static Reply CreateBlob(GitHubRequest request)
    {
        var text = request.Text("content") ?? throw new ReplyException(Reply.Invalid("Blob", "content", "missing_field"));
        var content = request.Text("encoding") == "base64" ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        var sha = request.Repository.Objects.Write(GitObject.Blob(content));
        return Reply.Created(new { sha, url = request.Links.Repository(request.Repository, $"git/blobs/{sha}") });
    }

    private static Reply CreateTree(GitHubRequest request)
    {
        var objects = request.Repository.Objects;
        if (request.Field("tree") is not { ValueKind: JsonValueKind.Array } entries) return Reply.Invalid("Tree", "tree", "missing_field");
        var files = request.Text("base_tree") is { } origin ? FileSet.Read(objects, objects.FindCommit(origin)?.Tree ?? origin) : [];
        foreach (var entry in entries.EnumerateArray())
        {
            var path = entry.GetProperty("path").GetString()!;
            if (entry.TryGetProperty("content", out var content)) files[path] = new FileEntry(Mode(entry), objects.Write(GitObject.Blob(Encoding.UTF8.GetBytes(content.GetString()!))));
            else if (entry.TryGetProperty("sha", out var sha) && sha.ValueKind == JsonValueKind.String) files[path] = new FileEntry(Mode(entry), sha.GetString()!);
            else files.Remove(path);
        }

        return Reply.Created(TreeView(request, FileSet.Write(objects, files), recursive: false));
    }

    private static string Mode(JsonElement entry) => entry.TryGetProperty("mode", out var mode) && mode.GetString() is { } text ? text : TreeEntry.File;

    private static Reply CreateCommit(GitHubRequest request)
    {
        var author = new Signature(request.Caller.Name, request.Caller.Email, request.Now);
        var parents = request.Field("parents") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(parent => parent.GetString()!).ToList() : [];
        var commit = new GitCommit(request.Required("Commit", "tree"), parents, author, author, request.Required("Commit", "message"));
        return Reply.Created(CommitViews.Plain(request, request.Repository, request.Repository.Objects.Write(commit.ToObject())));
    }

    private static Reply CreateTag(GitHubRequest request)
    {
        var target = request.Required("Tag", "object");
        if (request.Repository.Objects.Find(target) is not { } item) return Reply.Problem(422, "Object does not exist");
        var tag = new GitTag(target, item.Kind, request.Required("Tag", "tag"), new Signature(request.Caller.Name, request.Caller.Email, request.Now), request.Required("Tag", "message"));
        return Reply.Created(TagView(request, request.Repository.Objects.Write(tag.ToObject()), tag));
    }
}
