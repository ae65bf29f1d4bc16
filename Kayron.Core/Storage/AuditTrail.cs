using System.Globalization;
using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>Appends to the audit log within the transaction of what it tells of. Each row's hash covers the row before it, so that an altered row shows.</summary>
internal static class AuditTrail
{
    /// <summary>What the first row follows.</summary>
    public const string Beginning = "kayron";

    /// <summary>The caller's transaction must already hold the write lock: two rows must not follow the same one.</summary>
    public static async Task AppendAsync(KayronDb database, DateTimeOffset at, Actor actor, string action, string subject, string detail, CancellationToken cancellationToken)
    {
        var head = await database.AuditHeads.SingleAsync(cancellationToken);
        var row = new AuditRow { Id = head.LastId + 1, At = at, Account = actor.Account, Action = action, Subject = subject, Detail = detail, Origin = actor.Origin, Hash = "" };
        row.Hash = HashOf(row, head.LastHash);
        (head.LastId, head.LastHash) = (row.Id, row.Hash);
        database.Audit.Add(row);
    }

    public static string HashOf(AuditRow row, string previous) => new CanonicalDigest()
        .Add("audit", previous, row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Account, row.Action, row.Subject, row.Detail, row.Origin).ToString();
}
