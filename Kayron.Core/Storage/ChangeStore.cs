using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ChangeStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IChangeStore
{
    internal static readonly ChangeState[] Open = [ChangeState.Planned, ChangeState.Blocked, ChangeState.AwaitingApproval, ChangeState.Ready];

    public async Task<Change?> FindOpenAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await FindOpen(database, environment).AsNoTracking().FirstOrDefaultAsync(cancellationToken))?.ToChange();
    }

    public async Task<IReadOnlyList<Change>> FindLeftoversAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Changes.AsNoTracking().Where(change => change.Environment == environment && !change.Cleaned
            && (change.State == ChangeState.Superseded || change.State == ChangeState.Rejected || change.State == ChangeState.Expired || change.State == ChangeState.Failed)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToChange())];
    }

    public async Task MarkCleanedAsync(Lease lease, string changeId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        await database.Changes.Where(change => change.Id == changeId).ExecuteUpdateAsync(set => set.SetProperty(change => change.Cleaned, true), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<ChangeFacts> ReadFactsAsync(EnvironmentSettings environment, Change change, StackState stack, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ChangeFactsReader.ReadAsync(database, environment, change, stack, clock.GetUtcNow(), cancellationToken);
    }

    internal static async Task<IReadOnlyList<Approval>> ReadApprovalsAsync(KayronDb database, Change change, CancellationToken cancellationToken)
    {
        if (change.Effects is null) return [];
        var effects = change.Effects.Digest();
        var rows = await database.Approvals.AsNoTracking().Where(approval => approval.ChangeId == change.Id && approval.Fingerprint == change.Fingerprint && approval.Effects == effects)
            .OrderBy(approval => approval.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToApproval())];
    }

    public async Task<InputsHistory> ReadHistoryAsync(string environment, string inputsDigest, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadHistoryAsync(database, environment, inputsDigest, cancellationToken);
    }

    internal static async Task<InputsHistory> ReadHistoryAsync(KayronDb database, string environment, string inputsDigest, CancellationToken cancellationToken)
    {
        var ended = database.Changes.AsNoTracking()
            .Where(change => change.Environment == environment && (change.State == ChangeState.Succeeded || change.State == ChangeState.Failed || change.State == ChangeState.Rejected))
            .OrderByDescending(change => change.Number).Select(change => new { change.Id, change.InputsDigest, change.State, change.EndedAt, change.Waiting });
        var last = await ended.FirstOrDefaultAsync(cancellationToken);
        var tried = await ended.FirstOrDefaultAsync(change => change.InputsDigest == inputsDigest && change.State != ChangeState.Rejected, cancellationToken);
        var failed = tried is { State: ChangeState.Failed } ? tried : null;
        return new InputsHistory(
            failed?.EndedAt,
            last is { State: ChangeState.Rejected } && last.InputsDigest == inputsDigest ? last.Waiting : null,
            failed is null ? null : await database.Retries.Where(retry => retry.ChangeId == failed.Id).Select(retry => retry.Name).FirstOrDefaultAsync(cancellationToken));
    }

    internal static async Task<Override?> FindOverrideAsync(KayronDb database, Change change, CancellationToken cancellationToken)
    {
        if (change.Effects is null) return null;
        var effects = change.Effects.Digest();
        var row = await database.Overrides.AsNoTracking()
            .FirstOrDefaultAsync(passed => passed.ChangeId == change.Id && passed.Fingerprint == change.Fingerprint && passed.Effects == effects, cancellationToken);
        return row is null ? null : new Override(row.Account, row.Name, row.Reason, new Uri(row.Incident), row.At);
    }

    public async Task<string?> FindSourceAsync(string changeId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await database.Changes.AsNoTracking().FirstOrDefaultAsync(change => change.Id == changeId, cancellationToken))?.Plan.Source;
    }

    public async Task AddAsync(Lease lease, Change change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        await EndOpenAsync(database, change.Environment, $"superseded by {change.Id}", change.Id, cancellationToken);
        var row = change.ToRow();
        row.Number = (await database.Changes.MaxAsync(each => (long?)each.Number, cancellationToken) ?? 0) + 1;
        database.Changes.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SupersedeAsync(Lease lease, string environment, string reason, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        await EndOpenAsync(database, environment, reason, null, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> SaveAsync(Lease lease, Change change, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var row = await database.Changes.FirstAsync(row => row.Id == change.Id, cancellationToken);
        if (!Open.Contains(row.State)) return false;
        row.Update(change);
        await SaveDecisionsAsync(database, change.Id, decisions, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task SaveDecisionsAsync(KayronDb database, string changeId, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        var stored = await database.Decisions.Where(decision => decision.ChangeId == changeId).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var judged = decisions.Select((decision, position) => ToRow(changeId, decision, position)).ToList();
        if (stored.Select(Essence).SequenceEqual(judged.Select(Essence))) return;
        database.Decisions.RemoveRange(stored);
        database.Decisions.AddRange(judged);
    }

    private static (string, string, string, string?, DateTimeOffset?, string) Essence(DecisionRow row) =>
        (row.Policy, row.Verdict, row.Reason, row.Evidence, row.Until, string.Join(',', row.Confirmations));

    private DecisionRow ToRow(string changeId, Decision decision, int position) => new()
    {
        ChangeId = changeId, Position = position, Policy = decision.Policy, Verdict = Verdicts.Name(decision.Verdict), Reason = decision.Reason, Evidence = decision.Evidence,
        Until = decision.Until, Confirmations = decision.Confirmations ?? [], At = clock.GetUtcNow(),
    };

    private static IQueryable<ChangeRow> FindOpen(KayronDb database, string environment) =>
        database.Changes.Where(change => change.Environment == environment && Open.Contains(change.State)).OrderByDescending(change => change.CreatedAt);

    private async Task EndOpenAsync(KayronDb database, string environment, string waiting, string? supersededBy, CancellationToken cancellationToken)
    {
        foreach (var row in await FindOpen(database, environment).ToListAsync(cancellationToken))
            row.Update(ChangeLifecycle.Apply(row.ToChange(), new ChangeCommand.Supersede(waiting, supersededBy), clock.GetUtcNow()));
    }
}
