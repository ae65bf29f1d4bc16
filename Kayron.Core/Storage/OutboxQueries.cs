using Kayron.Core.Configuration;
using Kayron.Core.Outbox;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class OutboxQueries(IDbContextFactory<KayronDb> databases, GitHubSettings gitHub) : IOutboxQueries
{
    public async Task<Page<OutboxView>> ListAsync(string? kind, string? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var messages = database.Outbox.AsNoTracking();
        if (kind is not null) messages = messages.Where(message => message.Kind == kind);
        if (state is not null)
        {
            if (!Enum.TryParse<OutboxState>(state, ignoreCase: true, out var wanted)) return new Page<OutboxView>([], 0);
            messages = messages.Where(message => message.State == wanted);
        }
        var total = await messages.CountAsync(cancellationToken);
        var rows = await messages.OrderByDescending(message => message.State == OutboxState.Failed).ThenByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id)
            .Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<OutboxView>([.. rows.Select(ToView)], total);
    }

    public async Task<IReadOnlyList<ToldView>> FindToldAsync(long deployment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var told = await database.ToldDeployments.AsNoTracking().Where(row => row.Deployment == deployment).ToListAsync(cancellationToken);
        var path = $"deployments/{deployment}";
        var untold = await database.Outbox.AsNoTracking().Where(row => row.Kind == DeploymentNews.Kind && row.Path == path).ToListAsync(cancellationToken);
        return [.. told.Select(row => row.Subject).Union(untold.Select(row => row.Subject)).Order(StringComparer.Ordinal)
            .Select(subject => ToView(told.Find(row => row.Subject == subject), untold.Find(row => row.Subject == subject)))];
    }

    private ToldView ToView(ToldDeploymentRow? told, OutboxRow? untold)
    {
        var url = told?.GitHubId is null ? null : new Uri(gitHub.Website, $"{told.Repository}/deployments/{Uri.EscapeDataString(told.Environment)}").AbsoluteUri;
        var release = told?.Release ?? DeploymentNews.Read(untold!.ToItem().Message).Release;
        return new ToldView(release, url, told?.Told, untold?.Problem, untold is { State: OutboxState.Pending });
    }

    private static OutboxView ToView(OutboxRow row) => new(
        row.Id, row.Kind, row.Summary, row.Environment, row.Path, row.State.ToString().ToLowerInvariant(), row.Tries, row.Problem, row.FailedAt ?? row.CreatedAt,
        row.State == OutboxState.Pending ? row.DueAt : null);
}
