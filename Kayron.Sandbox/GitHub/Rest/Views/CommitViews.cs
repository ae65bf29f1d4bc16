using Kayron.Sandbox.GitHub.Git;

namespace Kayron.Sandbox.GitHub.Rest.Views;

internal static class CommitViews
{
    /// <summary>A commit as the commits API lists it.</summary>
    public static object Listed(GitHubRequest request, GitHubRepository repository, string sha) => Build(request, repository, sha, null, null);

    /// <summary>One commit, with what it changed against its first parent.</summary>
    public static object Full(GitHubRequest request, GitHubRepository repository, string sha)
    {
        var commit = repository.Objects.Commit(sha);
        var before = commit.Parents.Count > 0 ? repository.Objects.Commit(commit.Parents[0]).Tree : null;
        var changes = TreeDiff.Compare(repository.Objects, before, commit.Tree);
        var (additions, deletions) = (changes.Sum(change => change.Patch?.Additions ?? 0), changes.Sum(change => change.Patch?.Deletions ?? 0));
        var files = request.Paging() is var paging ? paging with { Size = Math.Max(paging.Size, 100) } : null!;
        return Build(request, repository, sha, new { total = additions + deletions, additions, deletions }, files.Of(changes).Select(change => File(request, repository, sha, change)).ToList());
    }

    /// <summary>A commit as git has it.</summary>
    public static object Plain(GitHubRequest request, GitHubRepository repository, string sha)
    {
        var commit = repository.Objects.Commit(sha);
        return new
        {
            sha,
            node_id = AccountViews.NodeId("Commit", sha),
            url = request.Links.Repository(repository, $"git/commits/{sha}"),
            html_url = request.Links.Page(repository, $"commit/{sha}"),
            author = Signed(commit.Author),
            committer = Signed(commit.Committer),
            tree = Tree(request, repository, commit),
            message = commit.Message,
            parents = Parents(request, repository, commit, "git/commits"),
            verification = Unsigned,
        };
    }

    public static object File(GitHubRequest request, GitHubRepository repository, string sha, FileChange change) => new
    {
        sha = change.Sha,
        filename = change.Path,
        status = change.Status,
        additions = change.Patch?.Additions ?? 0,
        deletions = change.Patch?.Deletions ?? 0,
        changes = (change.Patch?.Additions ?? 0) + (change.Patch?.Deletions ?? 0),
        blob_url = request.Links.Page(repository, $"blob/{sha}/{change.Path}"),
        raw_url = request.Links.Page(repository, $"raw/{sha}/{change.Path}"),
        contents_url = request.Links.Repository(repository, $"contents/{change.Path}?ref={sha}"),
        patch = string.IsNullOrEmpty(change.Patch?.Patch) ? null : change.Patch.Patch,
    };

    /// <summary>The account that a name in a commit belongs to, or null.</summary>
    public static object? Author(GitHubRequest request, Signature signature) =>
        request.World.FindPersonByEmail(signature.Email) is { } person ? AccountViews.Account(request, person.Login) : null;

    public static object Signed(Signature signature) => new { name = signature.Name, email = signature.Email, date = signature.At };

    public static object Unsigned { get; } = new { verified = false, reason = "unsigned", signature = (string?)null, payload = (string?)null, verified_at = (string?)null };

    private static object Build(GitHubRequest request, GitHubRepository repository, string sha, object? stats, object? files)
    {
        var commit = repository.Objects.Commit(sha);
        var inner = new
        {
            author = Signed(commit.Author),
            committer = Signed(commit.Committer),
            message = commit.Message,
            tree = Tree(request, repository, commit),
            url = request.Links.Repository(repository, $"git/commits/{sha}"),
            comment_count = 0,
            verification = Unsigned,
        };
        var common = new
        {
            sha,
            node_id = AccountViews.NodeId("Commit", sha),
            commit = inner,
            url = request.Links.Repository(repository, $"commits/{sha}"),
            html_url = request.Links.Page(repository, $"commit/{sha}"),
            comments_url = request.Links.Repository(repository, $"commits/{sha}/comments"),
            author = Author(request, commit.Author),
            committer = Author(request, commit.Committer),
            parents = Parents(request, repository, commit, "commits"),
        };
        if (stats is null) return common;
        return new { common.sha, common.node_id, common.commit, common.url, common.html_url, common.comments_url, common.author, common.committer, common.parents, stats, files };
    }

    private static object Tree(GitHubRequest request, GitHubRepository repository, GitCommit commit) =>
        new { sha = commit.Tree, url = request.Links.Repository(repository, $"git/trees/{commit.Tree}") };

    private static List<object> Parents(GitHubRequest request, GitHubRepository repository, GitCommit commit, string kind) =>
        [.. commit.Parents.Select(parent => new { sha = parent, url = request.Links.Repository(repository, $"{kind}/{parent}"), html_url = request.Links.Page(repository, $"commit/{parent}") })];
}
