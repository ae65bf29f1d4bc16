using System.Text;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class CommitEndpoints
{
    private const int MostFiles = 300;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Rest.Routes.Repository + "/commits", List),
        new("GET", Rest.Routes.Repository + "/commits/{sha}/branches-where-head", BranchesWhereHead),
        new("GET", Rest.Routes.Repository + "/commits/{ref*}", Get),
        new("GET", Rest.Routes.Repository + "/compare/{range*}", Compare),
    ];

    private static Reply List(GitHubRequest request)
    {
        var repository = request.Repository;
        if (repository.References.All.Count == 0) return Reply.Problem(409, "Git Repository is empty.");
        var head = request.Commit(request.Query("sha") ?? repository.State.DefaultBranch);
        var commits = History.Log(repository.Objects, head).Where(sha => Fits(request, repository.Objects, sha)).ToList();
        return request.Page(commits, sha => CommitViews.Listed(request, repository, sha));
    }

    private static bool Fits(GitHubRequest request, ObjectStore objects, string sha)
    {
        var commit = objects.Commit(sha);
        var at = commit.Committer.At;
        if (DateTimeOffset.TryParse(request.Query("since"), out var since) && at < since) return false;
        if (DateTimeOffset.TryParse(request.Query("until"), out var until) && at > until) return false;
        if (request.Query("author") is { } author && request.World.FindPersonByEmail(commit.Author.Email)?.Login != author && commit.Author.Email != author) return false;
        return request.Query("path") is not { Length: > 0 } path || Touches(objects, commit, path);
    }

    private static bool Touches(ObjectStore objects, GitCommit commit, string path)
    {
        var now = FileSet.Find(objects, commit.Tree, path)?.Sha;
        return commit.Parents.Count == 0 ? now is not null : commit.Parents.All(parent => FileSet.Find(objects, objects.Commit(parent).Tree, path)?.Sha != now);
    }

    private static Reply Get(GitHubRequest request)
    {
        var sha = request.Repository.Resolve(request["ref"]);
        if (sha is null) return Reply.Invalid("Commit", "sha", "custom", $"No commit found for SHA: {request["ref"]}") with { Body = NoCommit(request["ref"]) };
        if (request.Accepts("application/vnd.github.sha") || request.Accepts(".sha")) return Reply.Text(sha, "application/vnd.github.sha; charset=utf-8");
        return Reply.Ok(CommitViews.Full(request, request.Repository, sha));
    }

    private static object NoCommit(string reference) =>
        new { message = $"No commit found for SHA: {reference}", documentation_url = "https://docs.github.com/rest/commits/commits#get-a-commit", status = "422" };

    private static Reply BranchesWhereHead(GitHubRequest request)
    {
        var sha = request.Commit(request["sha"]);
        return Reply.Ok(request.Repository.Branches().Where(branch => branch.Value == sha)
            .Select(branch => new { name = branch.Key, commit = new { sha, url = request.Links.Repository(request.Repository, $"commits/{sha}") }, @protected = false }).ToList());
    }

    private static Reply Compare(GitHubRequest request)
    {
        if (request["range"].Split("...") is not [var from, var to] || Find(request, from) is not { } first || Find(request, to) is not { } head) return Reply.NotFound();
        var (repository, objects) = (request.Repository, request.Repository.Objects);
        if (History.MergeBase(objects, first, head) is not { } origin) return Reply.Problem(404, $"No common ancestor between {from} and {to}.");
        var ahead = History.Range(objects, first, head);
        var behind = History.Range(objects, head, first).Count;
        var changes = TreeDiff.Compare(objects, objects.Commit(origin).Tree, objects.Commit(head).Tree);
        if (request.Accepts("application/vnd.github.diff") || request.Accepts("v3.diff")) return Reply.Text(UnifiedDiff(changes), "application/vnd.github.diff; charset=utf-8");
        var paging = request.Query("page") is null && request.Query("per_page") is null ? request.Paging() with { Size = 250 } : request.Paging();
        return Reply.Ok(View(request, repository, (first, origin, head), [.. paging.Of(ahead.Reverse())], ahead.Count, behind, paging.Number == 1 ? changes : []))
            with
        { Headers = paging.Header(request.Http, ahead.Count) };
    }

    private static object View(
        GitHubRequest request, GitHubRepository repository, (string From, string Origin, string Head) ends, IReadOnlyList<string> commits, int ahead, int behind, IReadOnlyList<FileChange> changes)
    {
        var range = $"compare/{ends.From}...{ends.Head}";
        return new
        {
            url = request.Links.Repository(repository, range),
            html_url = request.Links.Page(repository, range),
            permalink_url = request.Links.Page(repository, range),
            diff_url = request.Links.Page(repository, range + ".diff"),
            patch_url = request.Links.Page(repository, range + ".patch"),
            base_commit = CommitViews.Listed(request, repository, ends.From),
            merge_base_commit = CommitViews.Listed(request, repository, ends.Origin),
            status = (ahead, behind) switch { (0, 0) => "identical", (_, 0) => "ahead", (0, _) => "behind", _ => "diverged" },
            ahead_by = ahead,
            behind_by = behind,
            total_commits = ahead,
            commits = commits.Select(sha => CommitViews.Listed(request, repository, sha)).ToList(),
            files = changes.Take(MostFiles).Select(change => CommitViews.File(request, repository, ends.Head, change)).ToList(),
        };
    }

    // OWNER:BRANCH names a branch of that owner's fork, whose commits are fetched first.
    private static string? Find(GitHubRequest request, string name)
    {
        if (name.Split(':', 2) is not [var owner, var branch]) return request.Repository.Resolve(name);
        if (request.World.Find(owner, request.Repository.Name) is not { } fork || fork.Resolve(branch) is not { } sha) return null;
        CommitWriter.Fetch(fork.Objects, request.Repository.Objects, sha);
        return sha;
    }

    internal static string UnifiedDiff(IReadOnlyList<FileChange> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append($"diff --git a/{change.Path} b/{change.Path}\n");
            text.Append(change.Status == "added" ? "--- /dev/null\n" : $"--- a/{change.Path}\n");
            text.Append(change.Status == "removed" ? "+++ /dev/null\n" : $"+++ b/{change.Path}\n");
            text.Append(change.Patch?.Patch ?? "Binary files differ").Append('\n');
        }

        return text.ToString();
    }
}
