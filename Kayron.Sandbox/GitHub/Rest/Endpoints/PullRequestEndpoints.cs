using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class PullRequestEndpoints
{
    private const string Pulls = Rest.Routes.Repository + "/pulls";

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Pulls, List),
        new("POST", Pulls, Create),
        new("GET", Pulls + "/{number}", request => Reply.Ok(PullRequestView.Full(request, Find(request)))),
        new("PATCH", Pulls + "/{number}", Update),
        new("GET", Rest.Routes.Repository + "/commits/{sha}/pulls", OfCommit),
        new("GET", Pulls + "/{number}/commits", Commits),
        new("GET", Pulls + "/{number}/files", Files),
        new("GET", Pulls + "/{number}/merge", request => Find(request).MergedAt is null ? Reply.NotFound() : Reply.NoContent()),
        new("PUT", Pulls + "/{number}/merge", Merge),
    ];

    private static Reply List(GitHubRequest request)
    {
        var pulls = request.Repository.State.Pulls.Where(pull => Fits(request, pull));
        var sorted = request.Query("sort") switch
        {
            "updated" => pulls.OrderBy(pull => pull.UpdatedAt).ThenBy(pull => pull.Number),
            _ => pulls.OrderBy(pull => pull.CreatedAt).ThenBy(pull => pull.Number),
        };
        var ascending = (request.Query("direction") ?? (request.Query("sort") is null or "created" ? "desc" : "asc")) == "asc";
        return request.Page([.. ascending ? sorted : sorted.Reverse()], pull => PullRequestView.Listed(request, pull));
    }

    private static bool Fits(GitHubRequest request, PullRequest pull) =>
        request.Query("state") switch { "all" => true, "closed" => !pull.Open, _ => pull.Open }
        && (request.Query("base") is not { } target || target == pull.BaseBranch)
        && (request.Query("head") is not { } head || head == $"{pull.HeadRepository.Split('/')[0]}:{pull.HeadBranch}");

    private static Reply Create(GitHubRequest request)
    {
        var (title, head, target) = (request.Required("PullRequest", "title"), request.Required("PullRequest", "head"), request.Required("PullRequest", "base"));
        var repository = request.Repository;
        var from = head.Split(':', 2) is [var owner, _] ? request.World.Find(owner, repository.Name) : repository;
        var branch = head.Split(':', 2)[^1];
        if (repository.Branch(target) is null) return Reply.Invalid("PullRequest", "base", "invalid");
        if (from?.Branch(branch) is not { } sha) return Reply.Invalid("PullRequest", "head", "invalid");
        if (sha == repository.Branch(target)) return Reply.Invalid("PullRequest", "head", "custom", $"No commits between {target} and {branch}");
        if (repository.State.Pulls.Exists(pull => pull.Open && pull.HeadRepository == from.FullName && pull.HeadBranch == branch && pull.BaseBranch == target))
            return Reply.Invalid("PullRequest", "head", "custom", $"A pull request already exists for {from.Owner}:{branch}.");
        var opened = PullRequests.Open(request.World, repository, from, branch, target, title, request.Text("body"), request.Caller.Login, request.Flag("draft") ?? false);
        return Reply.Created(PullRequestView.Full(request, opened));
    }

    private static Reply Update(GitHubRequest request)
    {
        var pull = Find(request);
        var state = request.Text("state");
        if (state is not (null or "open" or "closed")) return Reply.Invalid("PullRequest", "state", "invalid");
        if (state == "open" && pull.MergedAt is not null) return Reply.Invalid("PullRequest", "state", "custom", "state cannot be changed. The pull request is merged.");
        var changed = pull with
        {
            Title = request.Text("title") ?? pull.Title,
            Body = request.Text("body") ?? pull.Body,
            BaseBranch = request.Text("base") ?? pull.BaseBranch,
            Open = state is null ? pull.Open : state == "open",
            ClosedAt = state switch { "closed" => pull.ClosedAt ?? request.Now, "open" => null, _ => pull.ClosedAt },
            UpdatedAt = request.Now,
        };
        if (request.Repository.Branch(changed.BaseBranch) is null) return Reply.Invalid("PullRequest", "base", "invalid");
        PullRequests.Replace(request.Repository, changed);
        PullRequests.Follow(request.World, request.Repository);
        return Reply.Ok(PullRequestView.Full(request, Find(request)));
    }

    private static Reply Commits(GitHubRequest request) =>
        request.Page(PullRequestView.Commits(request.Repository, Find(request)), sha => CommitViews.Listed(request, request.Repository, sha));

    private static Reply Files(GitHubRequest request)
    {
        var pull = Find(request);
        return request.Page(PullRequestView.Changes(request.Repository, pull), change => CommitViews.File(request, request.Repository, pull.HeadSha, change));
    }

    // The pull requests that brought a commit, or would.
    private static Reply OfCommit(GitHubRequest request)
    {
        var (repository, sha) = (request.Repository, request.Commit(request["sha"]));
        return request.Page([.. repository.State.Pulls.Where(pull => pull.MergeSha == sha || PullRequestView.Commits(repository, pull).Contains(sha))], pull => PullRequestView.Listed(request, pull));
    }

    private static Reply Merge(GitHubRequest request)
    {
        var pull = Find(request);
        if (!pull.Open) return Reply.Problem(405, "Pull Request is not mergeable");
        if (request.Text("sha") is { } expected && expected != pull.HeadSha) return Reply.Problem(409, "Head branch was modified. Review and try the merge again.");
        return PullRequests.Merge(request.World, request.Repository, pull, request.Caller) is { } merged
            ? Reply.Ok(new { sha = merged.MergeSha, merged = true, message = "Pull Request successfully merged" })
            : Reply.Problem(405, "Pull Request is not mergeable");
    }

    private static PullRequest Find(GitHubRequest request)
    {
        var number = request.Number("number");
        return request.Repository.State.Pulls.Find(pull => pull.Number == number) ?? throw new ReplyException(Reply.NotFound());
    }
}
