using System.Text.Json;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox.GitHub.Rest.Views;

internal static class DeploymentViews
{
    public static object Of(GitHubRequest request, Deployment deployment)
    {
        var url = Url(request, deployment);
        return new
        {
            url,
            id = deployment.Id,
            node_id = AccountViews.NodeId("Deployment", deployment.Id),
            sha = deployment.Sha,
            @ref = deployment.Ref,
            task = deployment.Task,
            payload = JsonDocument.Parse(deployment.Payload).RootElement,
            original_environment = deployment.Environment,
            environment = deployment.Environment,
            description = deployment.Description,
            creator = AccountViews.Account(request, deployment.Creator),
            created_at = deployment.CreatedAt,
            updated_at = deployment.UpdatedAt,
            statuses_url = url + "/statuses",
            repository_url = request.Links.Repository(request.Repository),
            transient_environment = deployment.Transient,
            production_environment = deployment.Production,
        };
    }

    public static object Status(GitHubRequest request, Deployment deployment, DeploymentStatus status) => new
    {
        url = $"{Url(request, deployment)}/statuses/{status.Id}",
        id = status.Id,
        node_id = AccountViews.NodeId("DeploymentStatus", status.Id),
        state = status.State,
        creator = AccountViews.Account(request, status.Creator),
        description = status.Description,
        environment = status.Environment,
        target_url = status.LogUrl,
        log_url = status.LogUrl,
        environment_url = status.EnvironmentUrl,
        created_at = status.CreatedAt,
        updated_at = status.CreatedAt,
        deployment_url = Url(request, deployment),
        repository_url = request.Links.Repository(request.Repository),
    };

    private static string Url(GitHubRequest request, Deployment deployment) => request.Links.Repository(request.Repository, $"deployments/{deployment.Id}");
}
