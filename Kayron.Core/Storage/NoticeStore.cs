using Kayron.Core.Changes;
using Kayron.Core.Notifications;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class NoticeStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : INoticeStore
{
    private const int Most = 100;
    private const int NamedReleases = 8;

    /// <summary>Longer than anything is news; what still holds is noted anew before.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<Notice>> FindAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return
        [
            .. await FindApprovalsAsync(database, cancellationToken), .. await FindHaltsAsync(database, cancellationToken), .. await FindDeploymentsAsync(database, since, cancellationToken),
            .. await FindOverridesAsync(database, since, cancellationToken), .. await FindPausesAsync(database, cancellationToken),
        ];
    }

    public async Task PutAsync(IReadOnlyList<(string Destination, Notice Notice)> notices, CancellationToken cancellationToken)
    {
        var keys = notices.Select(notice => notice.Notice.Key).Distinct().ToList();
        await using var reading = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var fresh = now - BetweenNotes;
        var known = (await reading.Notices.AsNoTracking().Where(row => keys.Contains(row.Key) && row.At > fresh).Select(row => new { row.Destination, row.Key }).ToListAsync(cancellationToken))
            .Select(row => (row.Destination, row.Key)).ToHashSet();
        // Nothing new, which is how it nearly always is: no write.
        if (notices.All(notice => known.Contains((notice.Destination, notice.Notice.Key)))) return;

        await using var scope = await CommandScope.BeginAsync(databases, clock, cancellationToken);
        var rows = await scope.Database.Notices.Where(row => keys.Contains(row.Key)).ToDictionaryAsync(row => (row.Destination, row.Key), cancellationToken);
        foreach (var (destination, notice) in notices)
        {
            if (rows.TryGetValue((destination, notice.Key), out var row)) row.At = now;
            else
            {
                scope.Database.Notices.Add(new NoticeRow { Destination = destination, Key = notice.Key, At = now });
                await OutboxWriter.PutAsync(scope.Database, [notice.ToMessage(destination)], now, cancellationToken);
            }
        }
        var old = now - Remembered;
        await scope.Database.Notices.Where(row => row.At < old).ExecuteDeleteAsync(cancellationToken);
        await scope.EndUnauditedAsync(cancellationToken);
    }

    private static async Task<IEnumerable<Notice>> FindApprovalsAsync(KayronDb database, CancellationToken cancellationToken)
    {
        var rows = await database.Changes.AsNoTracking().Where(change => change.State == ChangeState.AwaitingApproval).OrderByDescending(change => change.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        return rows.Select(row => new Notice(
            NoticeEvents.Approval, $"change/{row.Id}", row.Environment, $"{row.Environment} waits for {(row.Required == 1 ? "an approval" : $"{row.Required} approvals")}", Releases(row.Plan.Releases), $"changes/{row.Id}", row.CreatedAt));
    }

    private static async Task<IEnumerable<Notice>> FindHaltsAsync(KayronDb database, CancellationToken cancellationToken)
    {
        var rows = await database.Decisions.AsNoTracking().Where(decision => decision.Policy == "StackStatus" && decision.Verdict == "deny")
            .Join(database.Changes.Where(change => change.State == ChangeState.Blocked), decision => decision.ChangeId, change => change.Id, (decision, change) => new { decision.Reason, decision.At, change.Id, change.Environment })
            .Take(Most).ToListAsync(cancellationToken);
        return rows.Select(row => new Notice(NoticeEvents.Halted, $"change/{row.Id}", row.Environment, $"{row.Environment} is halted: a person must act", row.Reason, $"changes/{row.Id}", row.At));
    }

    private static async Task<IEnumerable<Notice>> FindDeploymentsAsync(KayronDb database, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await database.Deployments.AsNoTracking().Where(row => row.EndedAt > since && row.ChangeId != null).OrderByDescending(row => row.EndedAt).Take(Most).ToListAsync(cancellationToken);
        return rows.Select(row =>
        {
            var deployed = row.State == DeploymentState.Succeeded;
            var detail = deployed || row.Outcome is null ? Releases(row.Releases) : $"{row.Outcome}. {Releases(row.Releases)}";
            return new Notice(
                deployed ? NoticeEvents.Deployed : NoticeEvents.Failed, $"deployment/{row.Id}", row.Environment, deployed ? $"{row.Environment} is deployed and verified" : $"The deployment to {row.Environment} failed",
                detail, $"deployments/{row.Id}", row.EndedAt!.Value);
        });
    }

    private static async Task<IEnumerable<Notice>> FindOverridesAsync(KayronDb database, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await database.Overrides.AsNoTracking().Where(row => row.At > since).OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        return rows.Select(row => new Notice(
            NoticeEvents.Override, $"change/{row.ChangeId}", row.Environment, $"{row.Name} passed the gates of {row.Environment}", $"{row.Reason} ({row.Incident})", $"changes/{row.ChangeId}", row.At));
    }

    private async Task<IEnumerable<Notice>> FindPausesAsync(KayronDb database, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await database.Pauses.AsNoTracking().Where(row => row.EndedAt == null && (row.Until == null || row.Until > now)).OrderBy(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        return rows.Select(row =>
        {
            var what = (row.Environment, row.Service) switch { (null, null) => "Everything", ({ } environment, null) => environment, (null, { } service) => service, var (environment, service) => $"{service} in {environment}" };
            return new Notice(NoticeEvents.Paused, $"pause/{row.Id}", row.Environment, $"{what} is still paused", $"{row.By}: {row.Reason}", row.Environment is null ? "" : $"environments/{Uri.EscapeDataString(row.Environment)}", row.Since);
        });
    }

    private static string Releases(IReadOnlyList<ChangedRelease> releases)
    {
        var named = string.Join(", ", releases.Take(NamedReleases).Select(release => release.From is null ? $"{release.Name} {release.To}" : $"{release.Name} {release.From} → {release.To}"));
        return releases.Count > NamedReleases ? $"{named} and {releases.Count - NamedReleases} more" : named;
    }
}
