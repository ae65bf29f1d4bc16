using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Workers;

/// <summary>Keeps the predicted plan on each open pull request to the releases repositories.</summary>
public sealed class PullRequestWorker(IReadOnlyList<RepositoryName> repositories, Predictions predictions, ILogger<PullRequestWorker> logger) : IWorker
{
    public string Name => "pull-requests";

    public TimeSpan Cooler => TimeSpan.FromSeconds(30);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var repository in repositories)
        {
            try
            {
                await predictions.EnsureAsync(repository, cancellationToken);
            }
            catch (ReconcileException fault)
            {
                logger.Warning("pull requests could not be looked at", ("repository", repository), ("reason", fault.Message));
            }
        }
    }
}
