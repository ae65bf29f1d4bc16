using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class EnvironmentStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IEnvironmentStore
{
    private const string ByTime = "time";

    public async Task<EnvironmentMemory> ReadAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var baseline = await database.Baselines.AsNoTracking().FirstOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        var now = clock.GetUtcNow();
        // One query for all: nothing can be claimed or quarantined before the first look.
        var seen = await database.Environments.AsNoTracking().AsSingleQuery().Where(row => row.Name == environment)
            .Select(row => new
            {
                row.StackMarker, Claims = database.Claims.Where(claim => claim.Environment == row.Name && claim.EndedAt == null).OrderBy(claim => claim.Id).ToList(),
                Quarantines = database.Quarantines.Where(quarantine => quarantine.Environment == row.Name && quarantine.EndedAt == null).OrderByDescending(quarantine => quarantine.Id).ToList(),
                Soaks = database.Soaks.Where(soak => soak.Environment == row.Name && (soak.Since != null || soak.IsVoid)).ToList(),
            })
            .FirstOrDefaultAsync(cancellationToken);
        var claims = (seen?.Claims ?? []).Select(row => row.ToClaim()).ToLookup(claim => claim.IsInForce(now));
        var pauses = (await OpenPauses(database, environment).ToListAsync(cancellationToken)).Select(row => row.ToPause()).ToLookup(pause => pause.IsInForce(now));
        return new EnvironmentMemory(
            baseline is null ? null : new Baseline(baseline.Inputs, baseline.InputsDigest, baseline.Converged, baseline.StackMarker, baseline.ChangeId, baseline.At), [.. pauses[true]], seen?.StackMarker, [.. claims[true]], [.. claims[false]])
        {
            Quarantines = [.. (seen?.Quarantines ?? []).Select(row => row.ToQuarantine())], Soaks = [.. (seen?.Soaks ?? []).Select(row => row.ToSoak())], LapsedPauses = [.. pauses[false]],
        };
    }

    public Task EndQuarantinesAsync(Lease lease, IReadOnlyList<Quarantine> over, CancellationToken cancellationToken)
    {
        var ids = over.Select(quarantine => quarantine.Id).ToList();
        return EndAsync(lease, database => database.Quarantines.Where(row => ids.Contains(row.Id) && row.EndedAt == null).OrderBy(row => row.Id), row =>
        {
            (row.EndedAt, row.EndedBy) = (clock.GetUtcNow(), Actor.Kayron.Name);
            return ("quarantine-end", $"quarantine/{row.Id}", $"{row.Environment} {row.Release} {row.Version}: another version is wanted");
        }, cancellationToken);
    }

    public Task EndClaimsAsync(Lease lease, IReadOnlyList<Claim> lapsed, CancellationToken cancellationToken)
    {
        var ids = lapsed.Select(claim => claim.Id).ToList();
        return EndAsync(lease, database => database.Claims.Where(row => ids.Contains(row.Id) && row.EndedAt == null).OrderBy(row => row.Id), row =>
        {
            (row.EndedAt, row.EndedBy) = (row.Until, ByTime);
            return ("claim-end", $"claim {row.Environment} {row.Service}", $"branch {row.Branch}: its time is over");
        }, cancellationToken);
    }

    public Task EndPausesAsync(Lease lease, IReadOnlyList<Pause> lapsed, CancellationToken cancellationToken)
    {
        var ids = lapsed.Select(pause => pause.Id).ToList();
        return EndAsync(lease, database => database.Pauses.Where(row => ids.Contains(row.Id) && row.EndedAt == null).OrderBy(row => row.Id), row =>
        {
            (row.EndedAt, row.EndedBy) = (row.Until, ByTime);
            return ("resume", $"pause/{row.Id}", $"{row.Environment ?? "all environments"} {row.Service ?? "all services"}: its time is over");
        }, cancellationToken);
    }

    /// <summary>Ends each of the rows and audits it, in one transaction.</summary>
    private async Task EndAsync<TRow>(
        Lease lease, Func<KayronDb, IQueryable<TRow>> open, Func<TRow, (string Action, string Subject, string Detail)> end, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        foreach (var row in await open(database).ToListAsync(cancellationToken))
        {
            var (action, subject, detail) = end(row);
            await AuditTrail.AppendAsync(database, clock.GetUtcNow(), Actor.Kayron, action, subject, detail, cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SaveBaselineAsync(Lease lease, Baseline baseline, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        await SaveBaselineAsync(database, lease.Environment, baseline, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SaveLookAsync(Lease lease, EnvironmentSnapshot? snapshot, string? problem, RunRecord run, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var row = await database.Environments.FirstOrDefaultAsync(row => row.Name == lease.Environment, cancellationToken);
        if (row is null) database.Environments.Add(row = new EnvironmentRow { Name = lease.Environment });
        row.Problem = problem;
        if (snapshot is not null)
            (row.Source, row.StackStatus, row.StackLastUpdated, row.StackMarker, row.Releases, row.Rules) =
                (snapshot.Source, snapshot.StackStatus, snapshot.StackLastUpdated, snapshot.StackMarker, snapshot.Releases, snapshot.Rules);
        await FoldAsync(database, lease.Environment, run, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task FoldAsync(KayronDb database, string environment, RunRecord run, CancellationToken cancellationToken)
    {
        var last = await database.Runs.Where(row => row.Environment == environment).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is not null && last.Outcome == run.Outcome && last.Detail == run.Detail && last.ChangeId == run.ChangeId)
            (last.Count, last.StartedAt, last.EndedAt) = (last.Count + 1, run.StartedAt, run.EndedAt);
        else
            database.Runs.Add(new RunRow
            {
                Environment = environment, Outcome = run.Outcome, Detail = run.Detail, ChangeId = run.ChangeId, Count = 1, FirstAt = run.StartedAt, StartedAt = run.StartedAt, EndedAt = run.EndedAt,
            });
    }

    internal static async Task SaveBaselineAsync(KayronDb database, string environment, Baseline baseline, CancellationToken cancellationToken)
    {
        var row = await database.Baselines.FirstOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        if (row is null)
            database.Baselines.Add(row = new BaselineRow { Environment = environment, Inputs = baseline.Inputs, InputsDigest = baseline.InputsDigest, StackMarker = baseline.StackMarker });
        (row.Inputs, row.InputsDigest, row.Converged, row.StackMarker, row.ChangeId, row.At) =
            (baseline.Inputs, baseline.InputsDigest, baseline.Converged, baseline.StackMarker, baseline.ChangeId, baseline.At);
    }

    internal static async Task<IReadOnlyList<Pause>> ReadPausesAsync(KayronDb database, string environment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await OpenPauses(database, environment).Where(pause => pause.Until == null || pause.Until > now).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToPause())];
    }

    private static IQueryable<PauseRow> OpenPauses(KayronDb database, string environment) => database.Pauses.AsNoTracking()
        .Where(pause => pause.EndedAt == null && (pause.Environment == null || pause.Environment == environment)).OrderBy(pause => pause.Id);
}
