using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class SimulationQueries(IDbContextFactory<KayronDb> databases, KayronSettings settings, TimeProvider clock) : ISimulationQueries
{
    /// <summary>Deployments of each environment that are judged again.</summary>
    private const int Latest = 20;

    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2199, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public async Task<SimulationResult> SimulateAsync(SimulationRequest request, CancellationToken cancellationToken)
    {
        if (request.At < First || request.At > Last) return Invalid("at", "must lie between the years 2000 and 2199.");
        var chosen = settings.Environments.Where(environment => request.Environment is null || environment.Name == request.Environment).ToList();
        if (chosen.Count == 0) return Invalid("environment", $"must be one of {string.Join(", ", settings.Environments.Select(environment => environment.Name))}.");

        var simulated = new List<EnvironmentSettings>();
        foreach (var environment in chosen)
        {
            if (request.Policies is not { } policies) simulated.Add(environment);
            else if (PolicyText.Read(policies, environment.Tier) is { Problems: { Count: > 0 } problems }) return new SimulationResult.Invalid([.. problems.Select(problem => (problem.Key, problem.Message))]);
            else simulated.Add(environment with { Policies = PolicyText.Read(policies, environment.Tier).Policies });
        }
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (changes, history) = (new List<SimulatedChange>(), new List<SimulatedDeployment>());
        foreach (var environment in simulated)
        {
            changes.AddRange(await OpenAsync(database, environment, request.At ?? clock.GetUtcNow(), cancellationToken));
            history.AddRange(await HistoryAsync(database, environment, request.At, cancellationToken));
        }
        return new SimulationResult.Done(new SimulationView(request.At ?? clock.GetUtcNow(), changes, history));
    }

    private static async Task<IEnumerable<SimulatedChange>> OpenAsync(KayronDb database, EnvironmentSettings environment, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = await database.Changes.AsNoTracking().Where(change => change.Environment == environment.Name && ChangeStore.Open.Contains(change.State))
            .OrderByDescending(change => change.CreatedAt).Take(1).ToListAsync(cancellationToken);
        if (rows is not [var row]) return [];
        var seen = await database.Environments.AsNoTracking().FirstOrDefaultAsync(each => each.Name == environment.Name, cancellationToken);
        var stored = await database.Decisions.AsNoTracking().Where(decision => decision.ChangeId == row.Id).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var history = await ChangeStore.ReadHistoryAsync(database, environment.Name, row.InputsDigest, cancellationToken);
        var pauses = await EnvironmentStore.ReadPausesAsync(database, environment.Name, at, cancellationToken);
        var decisions = ChangePolicies.Judge(await FactsAsync(database, environment, row, at, seen?.StackStatus ?? "UPDATE_COMPLETE", pauses, history, cancellationToken));
        var (was, now) = (stored.Count == 0 ? null : stored.Select(decision => decision.Verdict).MaxBy(Strictness), Verdicts.Strictest(decisions).Verdict);
        return [new SimulatedChange(row.Id, row.Environment, ChangeStates.Name(row.State), Name(now), was != Name(now), row.Plan.Releases, [.. decisions.Select(View)])];
    }

    private static async Task<IEnumerable<SimulatedDeployment>> HistoryAsync(KayronDb database, EnvironmentSettings environment, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var deployments = await database.Deployments.AsNoTracking().Where(deployment => deployment.Environment == environment.Name && deployment.ChangeId != null)
            .OrderByDescending(deployment => deployment.StartedAt).Take(Latest).Select(deployment => new { deployment.Id, deployment.ChangeId, deployment.StartedAt }).ToListAsync(cancellationToken);
        var ids = deployments.Select(deployment => deployment.ChangeId!).ToList();
        var rows = await database.Changes.AsNoTracking().Where(change => ids.Contains(change.Id)).ToDictionaryAsync(change => change.Id, cancellationToken);
        var simulated = new List<SimulatedDeployment>();
        foreach (var deployment in deployments.Where(deployment => rows.ContainsKey(deployment.ChangeId!)))
        {
            var (row, moment) = (rows[deployment.ChangeId!], at ?? deployment.StartedAt);
            // It had started: nothing paused it, its stack could be updated, and its inputs had not failed or were tried again.
            var facts = await FactsAsync(database, environment, row, moment, "UPDATE_COMPLETE", [], new InputsHistory(null, null), cancellationToken);
            var decisions = ChangePolicies.Judge(facts);
            if (Verdicts.Strictest(decisions).Verdict is not Verdict.Allow and var verdict)
                simulated.Add(new SimulatedDeployment(deployment.Id, row.Id, row.Environment, moment, "allow", Name(verdict), row.Plan.Releases, [.. decisions.Select(View)]));
        }
        return simulated;
    }

    /// <summary>As the loop gathers them, but for the stack, which is not looked at.</summary>
    private static async Task<ChangeFacts> FactsAsync(
        KayronDb database, EnvironmentSettings environment, ChangeRow row, DateTimeOffset at, string status, IReadOnlyList<Pause> pauses, InputsHistory history, CancellationToken cancellationToken)
    {
        var (change, @base) = (row.ToChange(), row.Plan.Base);
        var stack = new StackState(@base.StackId, row.Plan.Stack, @base.Account, status, null, null, null, @base.Parameters, @base.Tags, [], @base.ServiceRole);
        return new ChangeFacts(environment, at, stack, change.Effects, await ChangeStore.ReadApprovalsAsync(database, change, cancellationToken), pauses, history.FailedAt)
        {
            Releases = row.Plan.Releases, People = row.Plan.People, Expires = change.CreatedAt + environment.Policies.Approval.Expires,
            IsRollback = row.Plan.Rollback is not null, RetriedBy = history.RetriedBy, Override = await ChangeStore.FindOverrideAsync(database, change, cancellationToken),
        };
    }

    private static int Strictness(string verdict) => Enum.TryParse<Verdict>(verdict, ignoreCase: true, out var parsed) ? (int)parsed : -1;

    private static string Name(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static DecisionView View(Decision decision) => new(decision.Policy, Name(decision.Verdict), decision.Reason, decision.Evidence, decision.Until);

    private static SimulationResult.Invalid Invalid(string key, string message) => new([(key, message)]);
}
