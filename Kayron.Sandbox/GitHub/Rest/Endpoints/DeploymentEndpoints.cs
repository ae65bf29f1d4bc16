using System.Text.Json;
using Kayron.Sandbox.GitHub.Git;
using Kayron.Sandbox.GitHub.Model;
using Kayron.Sandbox.GitHub.Rest.Views;

namespace Kayron.Sandbox.GitHub.Rest.Endpoints;

internal static class DeploymentEndpoints
{
    private const int LongestDescription = 140;
    private const string Deployments = Rest.Routes.Repository + "/deployments";

    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Deployments, List),
        new("POST", Deployments, Create),
        new("GET", Deployments + "/{id}", request => Reply.Ok(DeploymentViews.Of(request, Find(request)))),
        new("DELETE", Deployments + "/{id}", Delete),
        new("GET", Deployments + "/{id}/statuses", Statuses),
        new("POST", Deployments + "/{id}/statuses", CreateStatus),
        new("GET", Deployments + "/{id}/statuses/{status}", Status),
    ];

    private static Reply List(GitHubRequest request)
    {
        var found = request.Repository.State.Deployments.Where(deployment =>
            (request.Query("sha") ?? deployment.Sha) == deployment.Sha
            && (request.Query("ref") ?? deployment.Ref) == deployment.Ref
            && (request.Query("task") ?? deployment.Task) == deployment.Task
            && (request.Query("environment") ?? deployment.Environment) == deployment.Environment);
        return request.Page([.. found.Reverse()], deployment => DeploymentViews.Of(request, deployment));
    }

    private static Reply Create(GitHubRequest request)
    {
        var reference = request.Required("Deployment", "ref");
        if (request.Repository.Resolve(reference) is not { } sha) return Reply.Problem(422, $"No ref found for: {reference}");
        if (DeploymentChecks.Refuse(request, reference, sha) is { } refused) return refused;
        var environment = request.Text("environment") ?? "production";
        var deployment = new Deployment(
            request.Repository.State.NextId(), sha, reference, request.Text("task") ?? "deploy", request.Field("payload")?.GetRawText() ?? "{}", environment, request.Text("description"), request.Caller.Login,
            request.Flag("transient_environment") ?? false, request.Flag("production_environment") ?? environment == "production", request.Now);
        request.Repository.State.Deployments.Add(deployment);
        return Reply.Created(DeploymentViews.Of(request, deployment));
    }

    private static Reply CreateStatus(GitHubRequest request)
    {
        var deployment = Find(request);
        var state = request.Required("DeploymentStatus", "state");
        if (!DeploymentChecks.States.Contains(state)) return Reply.Invalid("DeploymentStatus", "state", "custom", "state is not included in the list");
        if (request.Text("description") is { Length: > LongestDescription })
            return Reply.Invalid("DeploymentStatus", "description", "custom", $"description is too long (maximum is {LongestDescription} characters)");
        var status = new DeploymentStatus(
            request.Repository.State.NextId(), state, request.Caller.Login, request.Text("description") ?? "", request.Text("environment") ?? deployment.Environment,
            request.Text("log_url") ?? request.Text("target_url") ?? "", request.Text("environment_url") ?? "", request.Now);
        Replace(request, deployment with { Statuses = [.. deployment.Statuses, status], Environment = status.Environment });
        if (state == "success" && request.Flag("auto_inactive") != false) Retire(request, deployment with { Environment = status.Environment });
        return Reply.Created(DeploymentViews.Status(request, deployment, status));
    }

    // A success makes the earlier ones of its environment inactive, save in transient and production environments, where the client must say so itself.
    private static void Retire(GitHubRequest request, Deployment newest)
    {
        foreach (var older in request.Repository.State.Deployments.Where(other => other.Id < newest.Id && other.Environment == newest.Environment && other is { Transient: false, Production: false, State: "success" }).ToList())
        {
            var status = new DeploymentStatus(request.Repository.State.NextId(), "inactive", request.Caller.Login, "", older.Environment, "", "", request.Now);
            Replace(request, older with { Statuses = [.. older.Statuses, status] });
        }
    }

    private static Reply Statuses(GitHubRequest request)
    {
        var deployment = Find(request);
        return request.Page([.. deployment.Statuses.Reverse()], status => DeploymentViews.Status(request, deployment, status));
    }

    private static Reply Status(GitHubRequest request)
    {
        var (deployment, id) = (Find(request), request.Id("status"));
        return deployment.Statuses.FirstOrDefault(status => status.Id == id) is { } found ? Reply.Ok(DeploymentViews.Status(request, deployment, found)) : Reply.NotFound();
    }

    private static Reply Delete(GitHubRequest request)
    {
        var deployment = Find(request);
        if (deployment.State is "success" or "in_progress" or "queued" or "pending" && request.Repository.State.Deployments.Count > 1)
            return Reply.Problem(422, "We cannot delete an active deployment unless it is the only deployment in a given environment.");
        request.Repository.State.Deployments.Remove(deployment);
        return Reply.NoContent();
    }

    private static void Replace(GitHubRequest request, Deployment deployment)
    {
        var all = request.Repository.State.Deployments;
        all[all.FindIndex(known => known.Id == deployment.Id)] = deployment;
    }

    private static Deployment Find(GitHubRequest request)
    {
        var id = request.Id("id");
        return request.Repository.State.Deployments.Find(deployment => deployment.Id == id) ?? throw new ReplyException(Reply.NotFound());
    }
}

/// <summary>What GitHub demands before it records a deployment, unless it is told not to.</summary>
internal static class DeploymentChecks
{
    public static IReadOnlyList<string> States { get; } = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

    /// <summary>An answer other than the deployment: the default branch was merged into the ref, or a check is missing.</summary>
    public static Reply? Refuse(GitHubRequest request, string reference, string sha)
    {
        var required = request.Field("required_contexts") is { ValueKind: JsonValueKind.Array } contexts ? contexts.EnumerateArray().Select(context => context.GetString()).ToList() : null;
        return (request.Flag("auto_merge") != false ? AutoMerge(request, reference) : null) ?? Unchecked(request, reference, sha, required);
    }

    // Without a list every context that the commit has must have succeeded; with a list, each of those.
    private static Reply? Unchecked(GitHubRequest request, string reference, string sha, List<string?>? required)
    {
        var current = StatusEndpoints.Current(request.Repository, sha);
        var wanted = required ?? [.. current.Select(status => (string?)status.Context)];
        var missing = wanted.Where(context => !current.Any(status => status.Context == context && status.State == "success")).ToList();
        if (missing.Count == 0) return null;
        return new Reply(409, new
        {
            message = $"Conflict: Commit status checks failed for {reference}.",
            errors = new[] { new { contexts = current.Select(status => new { context = status.Context, state = status.State }).ToList(), resource = "Deployment", field = "required_contexts", code = "invalid" } },
            documentation_url = "https://docs.github.com/rest/deployments/deployments#create-a-deployment",
            status = "409",
        });
    }

    private static Reply? AutoMerge(GitHubRequest request, string reference)
    {
        var (repository, main) = (request.Repository, request.Repository.State.DefaultBranch);
        if (reference == main || repository.Branch(reference) is not { } head || repository.Branch(main) is not { } ahead || History.Contains(repository.Objects, head, ahead)) return null;
        if (CommitWriter.WriteMerge(repository, head, ahead, request.Caller, request.Now, $"Merge {main} into {reference}") is not { } merge) return Reply.Problem(409, $"Conflict merging {main} into {reference}.");
        repository.SetBranch(reference, merge);
        return new Reply(202, new { message = $"Auto-merged {main} into {reference} on deployment." });
    }
}
