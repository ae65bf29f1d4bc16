using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <param name="Kind">Environment, Release, Change or Deployment.</param>
public sealed record SearchHit(string Kind, string Title, string? Detail, string Href);

/// <summary>What a few typed letters may mean.</summary>
public static class SearchHits
{
    public static IReadOnlyList<SearchHit> Of(
        string text, IReadOnlyList<EnvironmentView> environments, IReadOnlyList<ChangeSummary> changes, IReadOnlyList<DeploymentSummary> deployments) =>
    [
        .. environments.Where(environment => Has(environment.Name, text)).Select(environment => new SearchHit("Environment", environment.Name, environment.Stack.Name, Paths.Environment(environment.Name))),
        .. environments.SelectMany(environment => Releases(environment, text)),
        .. changes.Where(change => Mentions(change, text)).Select(Change),
        .. deployments.Select(Deployment),
    ];

    private static IEnumerable<SearchHit> Releases(EnvironmentView environment, string text) => environment.Releases
        .Where(release => Has(release.Name, text) || Has(release.Current, text) || Has(release.Desired, text))
        .Select(release => new SearchHit("Release", $"{release.Name} in {environment.Name}", Running(release), Paths.Environment(environment.Name)));

    private static string Running(ReleaseView release) => release.Current == release.Desired || release.Desired is null
        ? Short(release.Current)
        : $"{Short(release.Current)} → {Short(release.Desired)}";

    private static string Short(string? version) => version is null ? "not running" : VersionText.Brief(version);

    private static bool Mentions(ChangeSummary change, string text) =>
        Has(change.Id, text) || Has(VersionText.Fingerprint(change.Fingerprint), text) || change.Fingerprint.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || change.Releases.Any(release => Has(release.Name, text) || Has(release.To, text));

    private static SearchHit Change(ChangeSummary change) => new(
        "Change", $"{VersionText.Fingerprint(change.Fingerprint)} to {change.Environment}", $"{ReleaseNames(change.Releases)} · {ChangeState.Presentation(change).Words}", Paths.Change(change.Id));

    private static SearchHit Deployment(DeploymentSummary deployment) => new(
        "Deployment", $"{deployment.Id} to {deployment.Environment}", $"{ReleaseNames(deployment.Releases)} · {DeploymentState.Presentation(deployment.State).Words}", Paths.Deployment(deployment.Id));

    private static string ReleaseNames(IReadOnlyList<ChangedRelease> releases) => Words.Names([.. releases.Select(release => $"{release.Name} {VersionText.Brief(release.To)}")]);

    private static bool Has(string? where, string text) => where?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
