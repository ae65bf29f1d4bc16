using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Reconcile;

/// <summary>Plans environments as if a pull request's definitions were theirs: the planner of the loop and of <c>kayron plan</c>, without a mutating call.</summary>
public sealed class ProposalPlanner(ReleaseReader releases, PlanPreview preview, ISourceControl sourceControl, PublicAddress address)
{
    /// <returns>The comment, and whether nothing is missing that may come by itself. Null: GitHub or AWS cannot be read now.</returns>
    public async Task<(string Text, bool Settled)?> PlanAsync(Proposal proposal, IReadOnlyList<EnvironmentSettings> affected, string? baseHead, string marker, CancellationToken cancellationToken)
    {
        try
        {
            var (_, definitions) = await releases.ReadAsync(affected[0] with { SourceCommit = proposal.Head }, TimeSpan.Zero, cancellationToken);
            if (!definitions.IsValid) return (PlanComment.OfFindings(marker, proposal.Head, definitions.Findings), true);
            List<PredictedPlan> plans = [];
            foreach (var environment in affected) plans.Add(await PlanAsync(environment, proposal, cancellationToken));
            var comparison = baseHead is null ? null : await sourceControl.CompareAsync(proposal.Repository, baseHead, proposal.Head, cancellationToken);
            var settled = plans.TrueForAll(plan => plan.Report is not null && plan.Report.Releases.All(release => release.State is not ("waiting-for-image" or "unresolved")));
            return (PlanComment.Of(marker, proposal.Head, proposal.Base, comparison?.Behind ?? 0, plans), settled);
        }
        catch (TransientException)
        {
            return null;
        }
        catch (ReconcileException fault)
        {
            // The head cannot be read, for good: a fork that is gone.
            return (PlanComment.Of(marker, proposal.Head, proposal.Base, 0, [.. affected.Select(environment => Predicted(environment, null, fault.Message))]), false);
        }
    }

    private async Task<PredictedPlan> PlanAsync(EnvironmentSettings environment, Proposal proposal, CancellationToken cancellationToken)
    {
        try
        {
            return Predicted(environment, await preview.LookAsync(environment with { SourceCommit = proposal.Head }, cancellationToken), null);
        }
        catch (ReconcileException fault) when (fault is not TransientException)
        {
            return Predicted(environment, null, fault.Message);
        }
    }

    private PredictedPlan Predicted(EnvironmentSettings environment, PlanReport? report, string? problem) => new(
        environment.Name, address.Of($"environments/{Uri.EscapeDataString(environment.Name)}"), environment.ReleaseReference == ReleaseReference.LatestRelease, report, problem);
}
