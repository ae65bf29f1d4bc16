using System.Text.Json;
using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;

namespace Kayron.Core.Outbox;

/// <summary>What GitHub is told of one release of one deployment: complete, so that it can be told when all else has moved on.</summary>
/// <param name="Deployment">Orders the deployments of a series.</param>
/// <param name="Marker">Unique; by it GitHub's deployment is found again.</param>
/// <param name="About">What it is, for people at GitHub.</param>
/// <param name="Series">What the release replaces when it succeeds: earlier ones of the same series become inactive.</param>
/// <param name="Repository">OWNER/NAME.</param>
/// <param name="Version">Tag or commit.</param>
/// <param name="Environment">As GitHub shows it.</param>
/// <param name="State">queued, in_progress, success, failure, error or, for all of a series that is gone, inactive.</param>
/// <param name="Transient">It will be gone some day: a preview.</param>
/// <param name="Address">Where it can be seen; null: on its page of ours.</param>
public sealed record DeploymentNews(
    long Deployment, string Marker, string About, string Series, string Release, string Repository, string Version, string Environment, string State, string Description, bool Production, bool Transient,
    string? Address)
{
    public const string Kind = "github-deployment";

    /// <summary>One message a release that the deployment moves.</summary>
    public static IEnumerable<OutboxMessage> Of(EnvironmentSettings environment, Deployment deployment) =>
        deployment.ChangeId is null ? [] : deployment.Releases.Where(release => release.Repository is not null).Select(release => MessageOf(environment, deployment, release));

    /// <summary>The state of a deployment in GitHub's words.</summary>
    public static string StateOf(Deployment deployment) => deployment switch
    {
        { State: DeploymentState.Succeeded } => "success",
        // What CloudFormation never began did not fail: it could not be tried.
        { State: DeploymentState.Failed, Accepted: false } => "error",
        { State: DeploymentState.Failed } => "failure",
        { Accepted: false } => "queued",
        _ => "in_progress",
    };

    public static DeploymentNews Read(OutboxMessage message) => JsonSerializer.Deserialize<DeploymentNews>(message.Body, JsonSerializerOptions.Web)!;

    /// <param name="environment">Of ours.</param>
    /// <param name="path">See <see cref="OutboxMessage.Path"/>.</param>
    public OutboxMessage ToMessage(string subject, string environment, string path) =>
        new(Kind, subject, $"{Repository} {Version} in {Environment}: {State}", environment, path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    private static OutboxMessage MessageOf(EnvironmentSettings environment, Deployment deployment, ChangedRelease release) => new DeploymentNews(
        deployment.Id, $"{deployment.ChangeId}/{release.Name}", $"Kayron deployment {deployment.Id}: {release.Name} {release.To}", $"{environment.Name}/{release.Name}", release.Name, release.Repository!,
        release.To, environment.Name, StateOf(deployment), Describe(deployment), environment.Tier == Tier.Production, Transient: false, Address: null)
        .ToMessage($"deployment/{deployment.Id}/{release.Name}", environment.Name, $"deployments/{deployment.Id}");

    private static string Describe(Deployment deployment) => deployment.Outcome ?? deployment.State switch
    {
        DeploymentState.Verifying => "looking at what runs",
        _ => $"deployment {deployment.Id}, {deployment.StartedBy}",
    };
}
