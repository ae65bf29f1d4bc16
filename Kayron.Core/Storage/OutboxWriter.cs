using Kayron.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>Puts messages into the outbox within the transaction of what they tell of: told later where it commits, never where it does not.</summary>
internal static class OutboxWriter
{
    /// <summary>The caller saves and commits, and already holds the write lock.</summary>
    public static async Task PutAsync(KayronDb database, IEnumerable<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var message in messages) await PutAsync(database, message, now, cancellationToken);
    }

    private static async Task PutAsync(KayronDb database, OutboxMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = database.Outbox.Local.FirstOrDefault(row => row.Kind == message.Kind && row.Subject == message.Subject)
            ?? await database.Outbox.FirstOrDefaultAsync(row => row.Kind == message.Kind && row.Subject == message.Subject, cancellationToken);
        // The same once more: what is on its way need not start again, and what was given up would fare no better.
        if (row is not null && row.Body == message.Body) return;
        if (row is null) database.Outbox.Add(row = new OutboxRow { Kind = message.Kind, Subject = message.Subject, Summary = message.Summary, Body = message.Body });
        (row.Summary, row.Environment, row.Path, row.Body) = (message.Summary, message.Environment, message.Path, message.Body);
        Restart(row, now);
    }

    /// <summary>Tried at once, with all its tries again.</summary>
    public static void Restart(OutboxRow row, DateTimeOffset now)
    {
        row.Revision++;
        (row.State, row.DueAt, row.CreatedAt, row.Tries, row.Problem, row.FailedAt) = (OutboxState.Pending, now, now, 0, null, null);
    }
}
