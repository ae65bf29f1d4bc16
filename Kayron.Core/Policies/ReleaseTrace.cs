using Kayron.Core.Queries;

namespace Kayron.Core.Policies;

/// <summary>Puts together why a release does not run what it should. Pure: the tile and the trace say the same, because both are made here.</summary>
public static class ReleaseTrace
{
    private static readonly string[] ByStrictness = ["approve", "unknown", "hold", "deny"];

    /// <summary>A release that moves waits for what its change waits for, or for what keeps one from being made.</summary>
    public static ReleaseView Explain(ReleaseView release, ChangeSummary? change, RunView? lastRun) => (release.State, change?.Releases.FirstOrDefault(changed => changed.Name == release.Name)) switch
    {
        ("drifted", { To: var to }) when to == release.Desired => release with { Reason = change!.Waiting },
        ("claimed" or "quarantined", not null) => release with { Reason = $"{release.Reason}; {change!.Waiting}" },
        ("drifted", null) when lastRun is { Outcome: "rejected" or "blocked", Detail: { } kept } => release with { Reason = kept },
        _ => release,
    };

    /// <param name="release">One of the environment's, explained.</param>
    /// <param name="rules">What the service rules said of it with the last look.</param>
    public static IReadOnlyList<TraceStep> Of(EnvironmentView environment, ReleaseView release, IReadOnlyList<DecisionView> rules)
    {
        var steps = new List<DecisionView>();
        if (environment.Problem is { } problem) steps.Add(new DecisionView("Look", "hold", problem, "Shown is the last good look", null));
        steps.AddRange(rules);
        var held = steps.FindIndex(step => step.Verdict != "allow");
        var change = environment.Change?.Releases.Any(changed => changed.Name == release.Name) == true ? environment.Change : null;
        if (change is not null) steps.AddRange(Steps(change, environment.Decisions));
        else if (held < 0 && release.State is not ("in-sync" or "claimed")) steps.Add(Unplanned(environment, release));
        // What a rule sends instead of the desired version waits for its change; otherwise the first rule that holds is what counts.
        var decides = held >= 0 && (change is null || release.State != "quarantined") ? held : Strictest(steps, from: held + 1) is >= 0 and var strictest ? strictest : held;
        return [.. steps.Select((step, index) => new TraceStep(
            step.Policy, step.Verdict, step.Reason, step.Evidence, step.Until, Unblocking.Of(step.Policy, step, environment.Name), index == decides && release.State != "in-sync"))];
    }

    private static IEnumerable<DecisionView> Steps(ChangeSummary change, IReadOnlyList<DecisionView> decisions) => change switch
    {
        { State: "executing" } => [.. decisions, new DecisionView("Deployment", "hold", change.Waiting, null, null)],
        _ when decisions.Count == 0 => [new DecisionView("Change", "hold", change.Waiting, null, null)],
        { State: "ready" } => [.. decisions, new DecisionView("Change", "hold", change.Waiting, null, null)],
        _ => decisions,
    };

    private static DecisionView Unplanned(EnvironmentView environment, ReleaseView release) => environment.LastRun switch
    {
        { Outcome: "rejected", Detail: not null } when release.State == "drifted" => new DecisionView("Rejection", "deny", release.Reason!, null, null),
        { Outcome: "blocked", Detail: not null } when release.State == "drifted" => new DecisionView("Plan", "hold", release.Reason!, null, null),
        _ => new DecisionView(release.State == "drifted" ? "Change" : "Plan", "hold", release.Reason ?? "is planned with the next run", null, null),
    };

    private static int Strictest(List<DecisionView> steps, int from) => Enumerable.Range(from, steps.Count - from)
        .Where(index => steps[index].Verdict != "allow").OrderByDescending(index => Array.IndexOf(ByStrictness, steps[index].Verdict)).ThenBy(index => index).Select(index => (int?)index).FirstOrDefault() ?? -1;
}
