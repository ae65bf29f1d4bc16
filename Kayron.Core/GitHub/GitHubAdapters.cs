using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;

namespace Kayron.Core.GitHub;

/// <summary>Everything Kayron does at GitHub, over one connection: they share its cache, its limits and its pace.</summary>
public sealed class GitHubAdapters : IDisposable
{
    private readonly GitHubSourceControl _sourceControl;

    private GitHubAdapters(GitHubSourceControl sourceControl, GitHubConnection connection) =>
        (_sourceControl, Deployments, Comments) = (sourceControl, new GitHubDeployments(connection), new GitHubComments(connection));

    public ISourceControl SourceControl => _sourceControl;
    public IDeploymentStatuses Deployments { get; }
    public IPullRequestComments Comments { get; }

    /// <param name="cacheDirectory">Keeps git objects and answers across restarts; may be deleted at any time.</param>
    /// <param name="transport">What carries the requests; null: the network.</param>
    public static GitHubAdapters Create(GitHubSettings settings, string cacheDirectory, KayronMetrics metrics, TimeProvider clock, HttpMessageHandler? transport = null)
    {
        var connection = new GitHubConnection(settings, cacheDirectory, metrics, clock, transport);
        return new GitHubAdapters(new GitHubSourceControl(connection, cacheDirectory, clock), connection);
    }

    public void Dispose() => _sourceControl.Dispose();
}
