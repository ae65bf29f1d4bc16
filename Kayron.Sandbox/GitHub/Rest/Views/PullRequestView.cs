using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Rest.Views;

internal static class PullRequestView
{
    /// <summary>A pull request as lists show it.</summary>
    public static Dictionary<string, object?> Listed(GitHubRequest request, PullRequest pull)
    {
        var (links, repository) = (request.Links, request.Repository);
        var url = links.Repository(repository, $"pulls/{pull.Number}");
        var issue = links.Repository(repository, $"issues/{pull.Number}");
        var html = links.Page(repository, $"pull/{pull.Number}");
        return new Dictionary<string, object?>
        {
            ["url"] = url,
            ["id"] = Id(repository, pull),
            ["node_id"] = AccountViews.NodeId("PullRequest", Id(repository, pull)),
            ["html_url"] = html,
            ["diff_url"] = html + ".diff",
            ["patch_url"] = html + ".patch",
            ["issue_url"] = issue,
            ["comments_url"] = issue + "/comments",
            ["commits_url"] = url + "/commits",
            ["statuses_url"] = links.Repository(repository, $"statuses/{pull.HeadSha}"),
            ["number"] = pull.Number,
            ["state"] = pull.Open ? "open" : "closed",
            ["locked"] = false,
            ["title"] = pull.Title,
            ["user"] = AccountViews.Account(request, pull.Author),
            ["body"] = pull.Body,
            ["created_at"] = pull.CreatedAt,
            ["updated_at"] = pull.UpdatedAt,
            ["closed_at"] = pull.ClosedAt,
            ["merged_at"] = pull.MergedAt,
            ["merge_commit_sha"] = pull.MergeSha,
            ["assignees"] = Array.Empty<object>(),
            ["requested_reviewers"] = Array.Empty<object>(),
            ["requested_teams"] = Array.Empty<object>(),
            ["labels"] = Array.Empty<object>(),
            ["milestone"] = null,
            ["draft"] = pull.Draft,
            ["head"] = End(request, pull.HeadRepository, pull.HeadBranch, pull.HeadSha),
            ["base"] = End(request, repository.FullName, pull.BaseBranch, pull.BaseSha),
            ["author_association"] = pull.HeadRepository == repository.FullName ? "MEMBER" : "CONTRIBUTOR",
        };
    }

    /// <summary>One pull request, with what GitHub computes only for a single one.</summary>
    public static object Full(GitHubRequest request, PullRequest pull)
    {
        var objects = request.Repository.Objects;
        var commits = Commits(request.Repository, pull);
        var changes = Changes(request.Repository, pull);
        var view = Listed(request, pull);
        view["merged"] = pull.MergedAt is not null;
        view["mergeable"] = pull.Open ? Mergeable(objects, pull) : null;
        view["mergeable_state"] = !pull.Open ? "unknown" : Mergeable(objects, pull) ? "clean" : "dirty";
        view["merged_by"] = pull.MergedBy is null ? null : AccountViews.Account(request, pull.MergedBy);
        view["comments"] = request.Repository.State.Comments.Count(comment => comment.Number == pull.Number);
        view["review_comments"] = 0;
        view["maintainer_can_modify"] = false;
        view["commits"] = commits.Count;
        view["additions"] = changes.Sum(change => change.Patch?.Additions ?? 0);
        view["deletions"] = changes.Sum(change => change.Patch?.Deletions ?? 0);
        view["changed_files"] = changes.Count;
        return view;
    }

    /// <summary>The commits a pull request brings, oldest first.</summary>
    public static IReadOnlyList<string> Commits(GitHubRepository repository, PullRequest pull) => [.. History.Range(repository.Objects, pull.BaseSha, pull.HeadSha).Reverse()];

    public static IReadOnlyList<FileChange> Changes(GitHubRepository repository, PullRequest pull)
    {
        var objects = repository.Objects;
        var origin = History.MergeBase(objects, pull.BaseSha, pull.HeadSha);
        return TreeDiff.Compare(objects, origin is null ? null : objects.Commit(origin).Tree, objects.Commit(pull.HeadSha).Tree);
    }

    private static bool Mergeable(ObjectStore objects, PullRequest pull)
    {
        var origin = History.MergeBase(objects, pull.BaseSha, pull.HeadSha);
        return Merge.Trees(objects, origin is null ? null : objects.Commit(origin).Tree, objects.Commit(pull.BaseSha).Tree, objects.Commit(pull.HeadSha).Tree) is not null;
    }

    private static long Id(GitHubRepository repository, PullRequest pull) => (repository.State.Id * 100_000L) + 50_000 + pull.Number;

    // The fork behind a pull request may be gone: GitHub then shows no repository.
    private static object End(GitHubRequest request, string fullName, string branch, string sha)
    {
        var owner = fullName.Split('/')[0];
        return new
        {
            label = $"{owner}:{branch}",
            @ref = branch,
            sha,
            user = AccountViews.Account(request, owner),
            repo = request.World.Find(fullName) is { } repository ? RepositoryView.Of(request, repository) : null,
        };
    }
}
