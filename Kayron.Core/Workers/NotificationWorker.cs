using Kayron.Core.Notifications;

namespace Kayron.Core.Workers;

/// <summary>
/// Finds what people want to be told of, by looking at what is stored: nothing that happens waits for it, and what happened while it was down is found later.
/// Runs only where a destination is configured, and costs six small reads.
/// </summary>
public sealed class NotificationWorker(IReadOnlyList<NotificationSettings> destinations, INoticeStore store, TimeProvider clock) : IWorker
{
    /// <summary>What ended longer ago is history, not news: a new destination is not flooded with it.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(1);

    public string Name => "notifications";

    public TimeSpan Cooler => TimeSpan.FromSeconds(5);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var notices = await store.FindAsync(now - News, cancellationToken);
        var wanted = destinations.SelectMany(destination => notices.Where(notice => destination.Wants(notice, now)).Select(notice => (destination.Name, notice))).ToList();
        if (wanted.Count > 0) await store.PutAsync(wanted, cancellationToken);
    }
}
