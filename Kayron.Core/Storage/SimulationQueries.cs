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
            if (request.Policies is not { } edited)
            {
                simulated.Add(environment);
                continue;
            }
            var (policies, problems) = PolicyText.Read(edited, environment.Tier);
            if (problems.Count > 0) return new SimulationResult.Invalid([.. problems.Select(problem => (problem.Key, problem.Message))]);
            simulated.Add(environment with { Policies = policies });
            var waits = OrderCheck.Find(settings.Environments, simulated[^1]).ToList();
            if (waits.Count > 0) return new SimulationResult.Invalid([.. waits.Select(wait => ($"policies:{wait.Key}", wait.Message))]);
        }
        var at = request.At ?? clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (releases, changes, history) = (new List<SimulatedRelease>(), new List<SimulatedChange>(), new List<SimulatedDeployment>());
        foreach (var environment in simulated)
        {
            var seen = await database.Environments.AsNoTracking().FirstOrDefaultAsync(each => each.Name == environment.Name, cancellationToken);
            var pauses = await EnvironmentStore.ReadPausesAsync(database, environment.Name, at, cancellationToken);
            releases.AddRange(await ReleasesAsync(database, environment, seen, pauses, at, cancellationToken));
            changes.AddRange(await OpenAsync(database, environment, seen, at, cancellationToken));
            history.AddRange(await HistoryAsync(database, environment, request.At, cancellationToken));
        }
        return new SimulationResult.Done(new SimulationView(at, releases, changes, history));
    }

    private static async Task<IEnumerable<SimulatedRelease>> ReleasesAsync(
        KayronDb database, EnvironmentSettings environment, EnvironmentRow? seen, IReadOnlyList<Pause> pauses, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var moving = (seen?.Releases ?? []).Where(release => release.Desired is not null && release.Desired != release.Current).ToList();
        var elsewhere = await Soaks.ReadAsync(database, environment.Policies.Soak?.Environment, [.. moving.Select(release => release.Name)], cancellationToken);
        return moving.Select(release =>
        {
            var stored = seen!.Rules?.GetValueOrDefault(release.Name) ?? [];
            var decisions = ReleaseSimulation.Judge(release, stored, observed => new ServiceFacts(environment, at, observed, pauses) { Elsewhere = elsewhere });
            var (was, now) = (Strictest(stored), Strictest(decisions));
            return new SimulatedRelease(environment.Name, release.Name, release.Current, release.Desired!, was, now, was != now, decisions);
        });
    }

    private static async Task<IEnumerable<SimulatedChange>> OpenAsync(KayronDb database, EnvironmentSettings environment, EnvironmentRow? seen, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = await database.Changes.AsNoTracking().Where(change => change.Environment == environment.Name && ChangeStore.Open.Contains(change.State))
            .OrderByDescending(change => change.CreatedAt).Take(1).ToListAsync(cancellationToken);
        if (rows is not [var row]) return [];
        var change = row.ToChange();
        var stored = await database.Decisions.AsNoTracking().Where(decision => decision.ChangeId == row.Id).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var decisions = ChangePolicies.Judge(await ChangeFactsReader.ReadAsync(database, environment, change, Stack(row, seen?.StackStatus ?? "UPDATE_COMPLETE"), at, cancellationToken));
        var (was, now) = (stored.Count == 0 ? null : Strictest(stored.Select(decision => decision.ToView())), Verdicts.Strictest(decisions).Verdict);
        return [new SimulatedChange(row.Id, row.Environment, ChangeStates.Name(row.State), Verdicts.Name(now), was != Verdicts.Name(now), row.Plan.Releases, [.. decisions.Select(decision => decision.ToView())])];
    }

    private async Task<IEnumerable<SimulatedDeployment>> HistoryAsync(KayronDb database, EnvironmentSettings environment, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var deployments = await database.Deployments.AsNoTracking().Where(deployment => deployment.Environment == environment.Name && deployment.ChangeId != null)
            .OrderByDescending(deployment => deployment.StartedAt).Take(Latest).Select(deployment => new { deployment.Id, deployment.ChangeId, deployment.StartedAt }).ToListAsync(cancellationToken);
        var ids = deployments.Select(deployment => deployment.ChangeId!).ToList();
        var rows = await database.Changes.AsNoTracking().Where(change => ids.Contains(change.Id)).ToDictionaryAsync(change => change.Id, cancellationToken);
        // Whose turn it had been is not judged again: what that environment has done since says nothing of it.
        var keepsOrder = settings.FindEnvironment(environment.Name)?.Policies.Order == environment.Policies.Order;
        var judged = keepsOrder ? environment with { Policies = environment.Policies with { Order = new OrderSettings() } } : environment;
        var names = rows.Values.SelectMany(row => row.Plan.Releases).Select(release => release.Name).Distinct().ToList();
        var after = (await Soaks.ReadAsync(database, judged.Policies.Order.After, names, cancellationToken)) with { IsExecuting = false };
        var simulated = new List<SimulatedDeployment>();
        foreach (var deployment in deployments.Where(deployment => rows.ContainsKey(deployment.ChangeId!)))
        {
            var (row, moment) = (rows[deployment.ChangeId!], at ?? deployment.StartedAt);
            var change = row.ToChange();
            // It had started: nothing paused it, its stack could be updated, and its inputs had not failed or were tried again.
            var record = new ChangeRecord(
                await ChangeStore.ReadApprovalsAsync(database, change, cancellationToken), [], new InputsHistory(null, null), await ChangeStore.FindOverrideAsync(database, change, cancellationToken), after);
            var decisions = ChangePolicies.Judge(ChangeFacts.Of(judged, moment, Stack(row, "UPDATE_COMPLETE"), change, record));
            if (Verdicts.Strictest(decisions).Verdict is not Verdict.Allow and var verdict)
                simulated.Add(new SimulatedDeployment(deployment.Id, row.Id, row.Environment, moment, "allow", Verdicts.Name(verdict), row.Plan.Releases, [.. decisions.Select(decision => decision.ToView())]));
        }
        return simulated;
    }

    /// <summary>As it was when the change was planned: it is not looked at.</summary>
    private static StackState Stack(ChangeRow row, string status)
    {
        var @base = row.Plan.Base;
        return new StackState(@base.StackId, row.Plan.Stack, @base.Account, status, null, null, null, @base.Parameters, @base.Tags, [], @base.ServiceRole);
    }

    private static string Strictest(IEnumerable<DecisionView> decisions) => decisions.Select(decision => decision.Verdict).MaxBy(Strictness) ?? Verdicts.Name(Verdict.Allow);

    private static int Strictness(string verdict) => Enum.TryParse<Verdict>(verdict, ignoreCase: true, out var parsed) ? (int)parsed : -1;

    private static SimulationResult.Invalid Invalid(string key, string message) => new([(key, message)]);
}
