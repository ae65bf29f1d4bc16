using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

/// <summary>What checks say of commits.</summary>
internal static class StatusEndpoints
{
    private static readonly string[] s_states = ["error", "failure", "pending", "success"];

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("POST", Rest.Routes.Repository + "/statuses/{sha}", Create),
        new("GET", Rest.Routes.Repository + "/commits/{ref*}/statuses", request => List(request, request["ref"])),
        new("GET", Rest.Routes.Repository + "/statuses/{ref*}", request => List(request, request["ref"])),
        new("GET", Rest.Routes.Repository + "/commits/{ref*}/status", Combined),
        new("GET", Rest.Routes.Repository + "/commits/{ref*}/check-runs", CheckRuns),
    ];

    /// <summary>The newest status of each context of a commit.</summary>
    public static IReadOnlyList<CommitStatus> Current(GitHubRepository repository, string sha) =>
        [.. repository.State.Statuses.Where(status => status.Sha == sha).GroupBy(status => status.Context).Select(context => context.Last())];

    private static Reply Create(GitHubRequest request)
    {
        var sha = request["sha"];
        if (request.Repository.Objects.FindCommit(sha) is null) return Reply.Problem(422, $"No commit found for SHA: {sha}");
        var state = request.Required("Status", "state");
        if (!s_states.Contains(state)) return Reply.Invalid("Status", "state", "custom", "state is not included in the list");
        var status = new CommitStatus(request.Repository.State.NextId(), sha, state, request.Text("context") ?? "default", request.Text("description"), request.Text("target_url"), request.Caller.Login, request.Now);
        request.Repository.State.Statuses.Add(status);
        return Reply.Created(View(request, status));
    }

    private static Reply List(GitHubRequest request, string reference)
    {
        var sha = request.Commit(reference);
        return request.Page([.. request.Repository.State.Statuses.Where(status => status.Sha == sha).Reverse()], status => View(request, status));
    }

    private static Reply Combined(GitHubRequest request)
    {
        var sha = request.Commit(request["ref"]);
        var statuses = Current(request.Repository, sha);
        var state = statuses.Any(status => status.State is "error" or "failure") ? "failure"
            : statuses.Count == 0 || statuses.Any(status => status.State == "pending") ? "pending" : "success";
        return Reply.Ok(new
        {
            state,
            sha,
            total_count = statuses.Count,
            statuses = statuses.Select(status => View(request, status)).ToList(),
            repository = RepositoryView.Of(request, request.Repository),
            url = request.Links.Repository(request.Repository, $"commits/{sha}/status"),
            commit_url = request.Links.Repository(request.Repository, $"commits/{sha}"),
        });
    }

    // Nothing in this world makes check runs; clients that ask find none.
    private static Reply CheckRuns(GitHubRequest request)
    {
        request.Commit(request["ref"]);
        return Reply.Ok(new { total_count = 0, check_runs = Array.Empty<object>() });
    }

    private static object View(GitHubRequest request, CommitStatus status) => new
    {
        id = status.Id,
        node_id = AccountViews.NodeId("StatusContext", status.Id),
        url = request.Links.Repository(request.Repository, $"statuses/{status.Sha}"),
        state = status.State,
        context = status.Context,
        description = status.Description,
        target_url = status.TargetUrl,
        creator = AccountViews.Account(request, status.Creator),
        created_at = status.CreatedAt,
        updated_at = status.CreatedAt,
    };
}
