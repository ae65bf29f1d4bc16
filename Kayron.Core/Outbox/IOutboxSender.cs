namespace Kayron.Core.Outbox;

/// <summary>Sends one kind of message. The explicit list of them is in <c>KayronCore</c>.</summary>
public interface IOutboxSender
{
    /// <summary>Stable: stored with each message and a label of the metrics.</summary>
    string Kind { get; }

    /// <summary>
    /// Sends a message, at least once: it may be asked again after a crash, so what must not happen twice has to be looked for first. Returning means that
    /// it was sent, or that it has no point any more.
    /// </summary>
    /// <exception cref="Reconcile.TransientException">It is tried again later, not before its <c>RetryAfter</c>.</exception>
    /// <exception cref="Reconcile.ReconcileException">Any other: it is not tried again by itself, and shown with the reason.</exception>
    Task SendAsync(OutboxMessage message, CancellationToken cancellationToken);
}
