using Kayron.Core.Outbox;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Workers;

/// <summary>
/// Tells the world outside what happened. It never delays or fails what it tells of: a message that cannot be sent waits longer each time, and is given up
/// at last with its reason shown. Costs, where there is nothing to tell, two reads of a small table.
/// </summary>
public sealed class OutboxWorker(IOutboxStore store, IReadOnlyList<IOutboxSender> senders, ILeases leases, OutboxJournal journal, TimeProvider clock) : IWorker
{
    public const string WorkerName = "outbox";

    /// <summary>No environment can be called so.</summary>
    private const string LeaseName = "*outbox";
    private const int Batch = 100;
    private static readonly TimeSpan WhileSending = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);
    private volatile bool _sending;

    public string Name => WorkerName;

    public TimeSpan Cooler => _sending ? WhileSending : Idle;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var due = await store.FindDueAsync(clock.GetUtcNow(), Batch, cancellationToken);
        _sending = due.Count > 0;
        // Two processes that send the same message would tell it twice.
        if (due.Count > 0 && await leases.AcquireAsync(LeaseName, cancellationToken) is not null)
            // One kind's silent receiver keeps no other waiting.
            await Task.WhenAll(due.GroupBy(item => item.Message.Kind).Select(items => SendAsync(items, cancellationToken)));
        await ReportAsync(cancellationToken);
    }

    private async Task SendAsync(IGrouping<string, OutboxItem> items, CancellationToken cancellationToken)
    {
        var sender = senders.FirstOrDefault(sender => sender.Kind == items.Key);
        foreach (var item in items)
            if (!await TrySendAsync(sender, item, cancellationToken)) return;
    }

    /// <returns>False: others of its kind would fare no better now.</returns>
    private async Task<bool> TrySendAsync(IOutboxSender? sender, OutboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            if (sender is null) throw new BlockedException($"nothing is configured that sends {item.Message.Kind} messages");
            await sender.SendAsync(item.Message, cancellationToken);
            // crash here: it is sent once more; senders look for what must not be there twice.
            await store.SentAsync(item, cancellationToken);
            journal.Sent(item.Message);
            return true;
        }
        catch (TransientException fault)
        {
            await PutOffAsync(item, fault, cancellationToken);
            return false;
        }
        catch (ReconcileException fault)
        {
            await GiveUpAsync(item, fault.Message, null, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(item, failure.Message, failure, cancellationToken);
            return true;
        }
    }

    private async Task PutOffAsync(OutboxItem item, TransientException fault, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Being asked to wait is no failed attempt; only the age bounds it.
        var tries = fault.RetryAfter is null ? item.Tries + 1 : item.Tries;
        if (OutboxPatience.WhyGivenUp(tries, now - item.CreatedAt) is { } why)
        {
            await GiveUpAsync(item, $"{why}: {fault.Message}", null, cancellationToken);
            return;
        }
        await store.PutOffAsync(item, now + OutboxPatience.PauseAfter(tries, fault.RetryAfter, Random.Shared.NextDouble()), fault.Message, tries, cancellationToken);
        journal.Later(item.Message);
    }

    private async Task GiveUpAsync(OutboxItem item, string problem, Exception? failure, CancellationToken cancellationToken)
    {
        await store.GiveUpAsync(item, problem, clock.GetUtcNow(), cancellationToken);
        journal.GivenUp(item.Message, problem, failure);
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var counts = await store.CountAsync(cancellationToken);
        foreach (var kind in senders.Select(sender => sender.Kind).Union(counts.Select(count => count.Kind)))
        {
            var count = counts.FirstOrDefault(count => count.Kind == kind);
            journal.Lies(kind, count?.Pending ?? 0, count?.Failed ?? 0);
        }
        if (counts.Any(count => count.Failed > 0)) await store.ForgetAsync(clock.GetUtcNow() - OutboxPatience.KeepFailed, cancellationToken);
    }
}
