using Kayron.Core.Reconcile;
using Kayron.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kayron.Core.Outbox;

/// <summary>Says what came of each attempt to tell something: in metrics, the log, and to open pages.</summary>
public sealed class OutboxJournal(LiveFeed feed, KayronMetrics metrics, ILogger<OutboxJournal> logger)
{
    public void Sent(OutboxMessage message) => Note(message, "sent");

    public void Later(OutboxMessage message) => Note(message, "later");

    /// <param name="failure">Where it is a fault of ours, and no word of the other side.</param>
    public void GivenUp(OutboxMessage message, string problem, Exception? failure)
    {
        if (failure is not null) logger.LogError(failure, "telling {Subject} failed", message.Subject);
        logger.Warning("could not tell", ("kind", message.Kind), ("subject", message.Subject), ("environment", message.Environment), ("reason", problem));
        Note(message, "failed");
    }

    public void Lies(string kind, int pending, int failed) => metrics.Outbox(kind, pending, failed);

    private void Note(OutboxMessage message, string outcome)
    {
        metrics.OutboxTried(message.Kind, outcome);
        if (message.Environment is { } environment) feed.Publish(environment);
    }
}
