using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Drift;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Reconcile;

/// <summary>What a reconcile would do now, found out without a mutating call to GitHub or AWS.</summary>
public sealed class PlanPreview(EnvironmentPlanner planner, IEnvironmentStore environments, IChangeStore changes, ISoaks soaks, TimeProvider clock)
{
    /// <exception cref="ReconcileException">The environment could not be looked at.</exception>
    public async Task<PlanReport> LookAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var memory = await environments.ReadAsync(environment.Name, cancellationToken);
        var (plan, bundle) = await planner.PlanAsync(environment, memory, TimeSpan.Zero, cancellationToken);
        var history = await changes.ReadHistoryAsync(environment.Name, plan.InputsDigest, cancellationToken);
        var decisions = ChangePolicies.Judge(new ChangeFacts(environment, clock.GetUtcNow(), plan.Observation.Stack, null, [], memory.Pauses, history.FailedAt)
        {
            Releases = [.. plan.Moving.Select(release => new ChangedRelease(release.Name, release.Current, release.Chosen!, null, VersionClass.Of(release.Current, release.Chosen!)))],
            People = new ChangePeople([], []), After = await soaks.ReadAsync(environment.Policies.Order.After, [.. plan.Moving.Select(release => release.Name)], cancellationToken), IsRollback = plan.Rollback is not null, RetriedBy = history.RetriedBy,
            Digests = plan.Moving.Where(release => release.Chosen == release.Desired && release.Observed.Image is ImageLookup.Found).ToDictionary(release => release.Name, release => ((ImageLookup.Found)release.Observed.Image!).Digest),
        });
        var present = plan.Observation.Stack.Parameters;
        var masked = bundle.Parameters.Where(parameter => parameter.NoEcho).Select(parameter => parameter.Key).ToHashSet();
        return new PlanReport(
            environment.Name, plan.Observation.Source, plan.Observation.Stack.Name, plan.Observation.Stack.Status,
            [.. plan.Releases.Select(release => ReleasePresentation.View(release, plan.Obstacles))], plan.Drift,
            [.. plan.Parameters.Select(parameter => new PlannedParameter(
                parameter.Key, present.GetValueOrDefault(parameter.Key), parameter.Value is not null && masked.Contains(parameter.Key) ? "****" : parameter.Value))],
            [.. decisions.Select(decision => decision.ToView())],
            plan.Obstacles, Judge(plan, decisions, history));
    }

    /// <summary>What could not be judged without a change set does not count here.</summary>
    private static string Judge(EnvironmentPlan plan, IReadOnlyList<Decision> decisions, InputsHistory history)
    {
        if (plan.Drift.Count == 0) return "no-drift";
        if (plan.Obstacles.Count > 0 || history.Rejection is not null) return "blocked";
        return Verdicts.Strictest([.. decisions.Where(decision => decision.Verdict != Verdict.Unknown)]).Verdict switch
        {
            Verdict.Allow => "ready",
            Verdict.Approve => "awaiting-approval",
            _ => "blocked",
        };
    }
}

/// <param name="Verdict">no-drift, ready, awaiting-approval or blocked.</param>
public sealed record PlanReport(
    string Environment, string Source, string Stack, string StackStatus, IReadOnlyList<ReleaseView> Releases, IReadOnlyList<DriftReason> Drift,
    IReadOnlyList<PlannedParameter> Parameters, IReadOnlyList<DecisionView> Decisions, IReadOnlyList<string> Obstacles, string Verdict);

/// <param name="From">The stack's present value; null where it has none.</param>
/// <param name="To">The value sent, masked where the template says NoEcho; null keeps the present one.</param>
public sealed record PlannedParameter(string Key, string? From, string? To);
