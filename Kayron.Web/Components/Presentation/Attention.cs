using Kayron.Core.Commands;
using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>Something on the overview that needs a person.</summary>
/// <param name="Detail">Why, in one sentence.</param>
/// <param name="Since">When it came up; null where that is not known.</param>
/// <param name="Fingerprint">Of the change to approve.</param>
/// <param name="Yours">The one who looks may act on it.</param>
public sealed record AttentionItem(
    Tone Tone, string Environment, IReadOnlyList<ChangedRelease> Releases, string? Headline, string Detail, DateTimeOffset? Since, string? Fingerprint,
    string Href, string Action, bool Yours);

public static class Attention
{
    /// <summary>Approvals first, then what failed, then what cannot be looked at or may not be touched.</summary>
    /// <param name="failed">Failed deployments, newest first.</param>
    public static IReadOnlyList<AttentionItem> Of(IReadOnlyList<EnvironmentView> environments, IReadOnlyList<DeploymentSummary> failed, Actor? actor) =>
    [
        .. environments.Where(environment => environment.Change?.State == "awaiting-approval").Select(environment => Approval(environment.Change!, actor)),
        .. environments.SelectMany(environment => Failures(environment, failed).Select(deployment => Failure(environment, deployment))),
        .. environments.Where(environment => Halt(environment) is not null).Select(environment => Halted(environment, Halt(environment)!)),
        .. environments.Where(environment => environment.Problem is not null).Select(Degraded),
    ];

    /// <summary>What could not be told outside, as one item.</summary>
    /// <param name="failed">Newest first.</param>
    public static IEnumerable<AttentionItem> Untold(Page<OutboxView> failed) => failed.Items.Take(1).Select(message => new AttentionItem(
        Tone.Fail, Words.Count(failed.Total, "message"), [], "could not be sent", $"{message.Summary}: {FailureText.Brief(message.Problem ?? "")}", message.Since, null, Paths.Outbox, "See why", false));

    private static AttentionItem Approval(ChangeSummary change, Actor? actor)
    {
        var yours = ChangeState.WaitsFor(change, actor);
        var detail = string.Join(" · ", Words.Capital(ChangeState.Presentation(change).Words), Consequence(change));
        return new(
            Tone.Wait, change.Environment, change.Releases, null, detail, change.CreatedAt, VersionText.Fingerprint(change.Fingerprint),
            Paths.Change(change.Id), yours ? "Review change" : "Look at change", yours);
    }

    /// <summary>The latest attempt at what is still wanted: one that a newer version or a later success left behind needs nobody.</summary>
    private static IEnumerable<DeploymentSummary> Failures(EnvironmentView environment, IReadOnlyList<DeploymentSummary> failed) => failed
        .Where(deployment => deployment.Environment == environment.Name && deployment.Releases.Any(changed => StillWanted(environment, changed)))
        .Take(1);

    private static bool StillWanted(EnvironmentView environment, ChangedRelease changed) =>
        environment.Releases.Any(release => release.Name == changed.Name && release.Desired == changed.To && release.Current != changed.To);

    private static AttentionItem Failure(EnvironmentView environment, DeploymentSummary deployment) => new(
        Tone.Fail, environment.Name, [.. deployment.Releases.Where(changed => StillWanted(environment, changed))], DeploymentState.Failure(deployment),
        Sentence(FailureText.Brief(deployment.Outcome ?? "The update failed")), deployment.EndedAt ?? deployment.StartedAt, null,
        Paths.Deployment(deployment.Id), "See why", false);

    private static DecisionView? Halt(EnvironmentView environment) =>
        environment.Decisions.FirstOrDefault(decision => decision is { Policy: "StackStatus", Verdict: "deny" });

    private static AttentionItem Halted(EnvironmentView environment, DecisionView halt) => new(
        Tone.Fail, environment.Name, [], "is halted", Sentence(halt.Reason), environment.Stack.LastUpdated, null,
        Paths.Environment(environment.Name), "See what to do", false);

    private static AttentionItem Degraded(EnvironmentView environment) => new(
        Tone.Fail, environment.Name, [], "cannot be looked at; shown is the last good state", Sentence(environment.Problem!), environment.SeenAt ?? environment.LastRun?.FirstAt, null,
        Paths.Environment(environment.Name), "See why", false);

    private static string Consequence(ChangeSummary change) => (change.Removed, change.Replaced) switch
    {
        (0, 0) => "replaces nothing",
        (0, var replaced) => $"replaces {Words.Count(replaced, "resource")}",
        (var removed, 0) => $"removes {Words.Count(removed, "resource")}",
        var (removed, replaced) => $"removes {removed}, replaces {Words.Count(replaced, "resource")}",
    };

    private static string Sentence(string text) => Words.Capital(text.TrimEnd('.', ' '));
}
