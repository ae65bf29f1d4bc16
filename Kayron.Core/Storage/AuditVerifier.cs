using System.Globalization;
using Kayron.Core.Queries;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>Reads the audit log from beginning to end and says whether it is what was written. Holds no lock: the log may grow, and be cut by retention, meanwhile.</summary>
public static class AuditVerifier
{
    /// <summary>Without a daemon: straight from a data directory, which is only read.</summary>
    /// <exception cref="DatabaseException">There is no database, or it is none that this version can read.</exception>
    public static async Task<AuditVerification> VerifyDirectoryAsync(string dataDirectory, string? head, CancellationToken cancellationToken)
    {
        var path = Database.PathIn(dataDirectory);
        if (!File.Exists(path)) throw new DatabaseException($"there is no database {path}", null);
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var database = new KayronDb(new DbContextOptionsBuilder<KayronDb>().UseSqlite(source.ToString()).Options);
        try
        {
            return await VerifyAsync(database, head, cancellationToken);
        }
        catch (SqliteException failure)
        {
            throw new DatabaseException($"the audit log of {path} cannot be read: {failure.Message}. Where an earlier version wrote it, start this one on it once", failure);
        }
    }

    internal static async Task<AuditVerification> VerifyAsync(KayronDb database, string? keptHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await ReadHeadAsync(database, cancellationToken);
            var chain = new AuditChain(head);
            var kept = KeptHead.Parse(keptHead);
            await foreach (var row in database.Audit.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (!chain.Add(row)) break;
                kept?.Compare(row.Id, row.Hash);
            }
            var latest = await ReadHeadAsync(database, cancellationToken);
            if (latest.CheckpointId != head.CheckpointId) continue;
            chain.End(latest);
            var fault = chain.Fault ?? kept?.Judge(latest);
            return new AuditVerification(fault is null, chain.Rows, fault?.Id, fault?.Problem, string.Create(CultureInfo.InvariantCulture, $"{chain.LastId}:{chain.LastHash}"));
        }
    }

    /// <summary>Without the head nothing can be said of the end: that is as good as an end cut off.</summary>
    private static async Task<AuditHeadRow> ReadHeadAsync(KayronDb database, CancellationToken cancellationToken) =>
        await database.AuditHeads.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new AuditHeadRow { LastHash = "", CheckpointHash = AuditTrail.Beginning };

    /// <summary>A row that somebody noted before, outside: <c>ID:HASH</c>.</summary>
    private sealed class KeptHead(long id, string hash)
    {
        private string? _found;

        public static KeptHead? Parse(string? text) => text is null
            ? null
            : text.Split(':') is [var number, var hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new KeptHead(id, hash)
                : throw new FormatException($"the head is \"{text}\": it must be ID:HASH, as an earlier verification printed it");

        public void Compare(long rowId, string rowHash)
        {
            if (rowId == id) _found = rowHash;
        }

        public AuditFault? Judge(AuditHeadRow latest)
        {
            if (id <= latest.CheckpointId || _found == hash) return null;
            return new AuditFault(id, _found is null ? $"row {id}, which was noted before, is missing" : $"row {id} is another than the one that was noted before: the log was written anew");
        }
    }
}
