using Kayron.Core.Outbox;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>The outbox as its worker sees it. Messages are put in by the stores, in the transaction of what they tell of.</summary>
public interface IOutboxStore
{
    /// <summary>Messages whose time has come, oldest first.</summary>
    Task<IReadOnlyList<OutboxItem>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Takes a message out; one that a newer message replaced meanwhile stays.</summary>
    Task SentAsync(OutboxItem item, CancellationToken cancellationToken);

    /// <summary>Not before <paramref name="due"/> again.</summary>
    Task PutOffAsync(OutboxItem item, DateTimeOffset due, string problem, int tries, CancellationToken cancellationToken);

    /// <summary>Not again by itself; it stays to be seen.</summary>
    Task GiveUpAsync(OutboxItem item, string problem, DateTimeOffset at, CancellationToken cancellationToken);

    Task<IReadOnlyList<OutboxCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Drops messages that were given up before a moment.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

public sealed record OutboxCount(string Kind, int Pending, int Failed);
