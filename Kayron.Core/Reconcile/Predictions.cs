using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Observation;
using Kayron.Core.Outbox;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.Reconcile;

/// <summary>
/// Tells each open pull request to a releases repository what it would change. Costs one conditional request a repository while nothing differs, and a plan an
/// environment where a head, a base or what runs moved. A pull request is read as data, whoever opened it.
/// </summary>
public sealed class Predictions(ISourceControl sourceControl, IEnvironmentQueries environments, ProposalPlanner planner, IPredictionStore store, KayronSettings settings, TimeProvider clock)
{
    /// <summary>Plans made in one run; the rest follow with the next.</summary>
    private const int MostAtOnce = 10;
    private static readonly TimeSpan SettledFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnsettledFor = TimeSpan.FromMinutes(10);

    public async Task EnsureAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var pulls = await sourceControl.ListPullRequestsAsync(repository, TimeSpan.Zero, cancellationToken);
        var open = pulls.Select(pull => new Proposal(repository, pull.Number, pull.Head, pull.Base)).ToList();
        var known = await store.ReadAsync(repository, cancellationToken);
        var closed = known.Select(prediction => prediction.PullRequest).Except(open.Select(proposal => proposal.Number)).ToList();
        if (closed.Count > 0) await store.ForgetAsync(repository, closed, cancellationToken);
        if (open.Count == 0) return;

        var seen = await environments.ListAsync(cancellationToken);
        var made = 0;
        foreach (var proposal in open)
        {
            var affected = await FindAffectedAsync(proposal, cancellationToken);
            var views = seen.Where(view => affected.Any(each => each.Name == view.Name)).ToList();
            // What is being deployed or cannot be looked at is planned when that is over.
            if (affected.Count == 0 || views.Exists(view => view.Change?.State == "executing" || view.Problem is not null)) continue;
            var baseHead = await sourceControl.FindBranchAsync(repository, proposal.Base, affected[0].Interval, cancellationToken);
            var inputs = InputsOf(proposal, baseHead, views);
            if (IsFresh(known.FirstOrDefault(prediction => prediction.PullRequest == proposal.Number), inputs)) continue;
            if (++made > MostAtOnce) return;
            await PredictAsync(proposal, affected, baseHead, inputs, cancellationToken);
        }
    }

    /// <summary>Environments that would read what is merged to its base: at once, or with the next release.</summary>
    private async Task<List<EnvironmentSettings>> FindAffectedAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var toDefault = proposal.Base == await sourceControl.DefaultBranchAsync(proposal.Repository, cancellationToken);
        List<EnvironmentSettings> affected = [];
        foreach (var environment in settings.Environments.Where(environment => environment.ReleaseSource == proposal.Repository))
        {
            var isRead = environment.ReleaseReference == ReleaseReference.Branch
                && await sourceControl.FindBranchAsync(proposal.Repository, environment.Name, environment.Interval, cancellationToken) is not null
                    ? proposal.Base == environment.Name
                    : toDefault;
            if (isRead) affected.Add(environment);
        }
        return affected;
    }

    private bool IsFresh(Prediction? prediction, string inputs) =>
        prediction is not null && prediction.Inputs == inputs && clock.GetUtcNow() - prediction.At < (prediction.Settled ? SettledFor : UnsettledFor);

    private async Task PredictAsync(Proposal proposal, List<EnvironmentSettings> affected, string? baseHead, string inputs, CancellationToken cancellationToken)
    {
        var marker = PlanComment.MarkerOf(settings.Environments);
        if (await planner.PlanAsync(proposal, affected, baseHead, marker, cancellationToken) is not var (text, settled)) return;
        await store.SaveAsync(
            new Prediction(proposal.Repository, proposal.Number, inputs, settled, clock.GetUtcNow()),
            new CommentNews(proposal.Repository, proposal.Number, marker, text).ToMessage("plan", null, null), cancellationToken);
    }

    private static string InputsOf(Proposal proposal, string? baseHead, IReadOnlyList<EnvironmentView> views)
    {
        var digest = new CanonicalDigest().Add("proposal", proposal.Head, proposal.Base, baseHead);
        foreach (var view in views)
        {
            digest.Add("environment", view.Name, view.Stack.Status, view.Stack.LastUpdated?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var release in view.Releases) digest.Add("release", view.Name, release.Name, release.Current);
            foreach (var pause in view.Pauses) digest.Add("pause", view.Name, pause.Service, pause.Reason);
        }
        return digest.ToString();
    }
}

/// <summary>A pull request to a releases repository.</summary>
/// <param name="Head">Commit that it would bring.</param>
/// <param name="Base">Branch that it would bring it to.</param>
public sealed record Proposal(RepositoryName Repository, int Number, string Head, string Base);
