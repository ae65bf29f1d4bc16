using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.GitHub;

/// <summary>Deployments over GitHub's REST API: https://docs.github.com/rest/deployments.</summary>
internal sealed class GitHubDeployments(GitHubConnection connection) : IDeploymentStatuses
{
    private const string Permission = "Deployments: write";
    private const int PageSize = 100;
    private const int MaximumPages = 10;
    private const int LongestDescription = 140;

    public async Task<long> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        var created = await connection.WriteAsync<DeploymentAnswer>(HttpMethod.Post, deployment.Repository, "/deployments", Permission, new
        {
            @ref = deployment.Commit,
            task = "deploy",
            // GitHub's defaults would merge the default branch into what is deployed, and demand that every check of the commit is green.
            auto_merge = false,
            required_contexts = Array.Empty<string>(),
            payload = new { kayron = deployment.Marker },
            environment = deployment.Environment,
            description = Shorten(deployment.Description),
            transient_environment = deployment.Transient,
            production_environment = deployment.Production,
        }, cancellationToken);
        return created.Id > 0 ? created.Id : throw new BlockedException($"GitHub did something else than to record a deployment of {deployment.Repository}: {Quote.Of(created.Message ?? "no word of it")}");
    }

    public async Task<long?> FindAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        for (var page = 1; ; page++)
        {
            var path = $"/deployments?sha={deployment.Commit}&environment={Uri.EscapeDataString(deployment.Environment)}&task=deploy&per_page={PageSize}&page={page}";
            var found = await connection.GetAsync<List<DeploymentAnswer>>(deployment.Repository, path, TimeSpan.Zero, cancellationToken);
            if (found.Find(each => each.IsMarked(deployment.Marker)) is { } ours) return ours.Id;
            if (found.Count < PageSize || page == MaximumPages) return null;
        }
    }

    public async Task<bool> TellAsync(RepositoryName repository, long id, NewStatus status, CancellationToken cancellationToken) =>
        await connection.TryWriteAsync<DeploymentStatusAnswer>(HttpMethod.Post, repository, $"/deployments/{id}/statuses", Permission, new
        {
            state = status.State,
            description = Shorten(status.Description),
            log_url = status.Log.AbsoluteUri,
            environment_url = status.Address.AbsoluteUri,
            // It would take two releases of one repository for one.
            auto_inactive = false,
        }, cancellationToken) is not null;

    public async Task<string?> FindStateAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        (await connection.FindAsync<List<DeploymentStatusAnswer>>(repository, $"/deployments/{id}/statuses?per_page=1", TimeSpan.Zero, cancellationToken))?.FirstOrDefault()?.State;

    private static string Shorten(string text) => text.Length <= LongestDescription ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[LongestDescription - 2]) ? LongestDescription - 2 : LongestDescription - 1)}…";
}

/// <summary>As far as it is read. Octokit's own takes a payload for a flat map, which other tools' are not.</summary>
internal sealed record DeploymentAnswer
{
    public long Id { get; init; }
    public object? Payload { get; init; }
    public string? Message { get; init; }

    public bool IsMarked(string marker) => Payload is IDictionary<string, object> payload && payload.TryGetValue("kayron", out var value) && value as string == marker;
}

internal sealed record DeploymentStatusAnswer
{
    public long Id { get; init; }
    public string? State { get; init; }
}
