namespace Kayron.Core.Storage;

/// <summary>Follows the audit log from its beginning, row by row, to the first that does not fit. Pure.</summary>
/// <param name="head">As it was read before the rows: rows that are written meanwhile lie beyond it.</param>
internal sealed class AuditChain(AuditHeadRow head)
{
    /// <summary>Action and subject of the row by which retention attests what it removed.</summary>
    public const string CutAction = "retention";
    public const string CutSubject = "audit";

    private bool _cutAttested = head.CheckpointId == 0;

    public long Rows { get; private set; }
    public long LastId { get; private set; } = head.CheckpointId;
    public string LastHash { get; private set; } = head.CheckpointHash;
    public AuditFault? Fault { get; private set; }

    public static string AttestationOf(AuditHeadRow head) => $"removed up to row {head.CheckpointId}, hash {head.CheckpointHash}";

    /// <returns>False: it ends here.</returns>
    public bool Add(AuditRow row)
    {
        if (row.Id != LastId + 1) Fault = new(LastId + 1, $"row {LastId + 1} is missing: row {row.Id} comes next");
        else if (AuditTrail.HashOf(row, LastHash) != row.Hash) Fault = new(row.Id, $"row {row.Id} is not what was written, or does not follow the row before it");
        if (Fault is not null) return false;
        (LastId, LastHash, Rows) = (row.Id, row.Hash, Rows + 1);
        _cutAttested |= row.Action == CutAction && row.Subject == CutSubject && row.Detail.EndsWith(AttestationOf(head), StringComparison.Ordinal);
        return true;
    }

    /// <param name="latest">The head as it is after the last row was read.</param>
    public void End(AuditHeadRow latest)
    {
        if (Fault is not null) return;
        if (LastId < head.LastId) Fault = new(LastId + 1, $"the log is cut off: it should end with row {head.LastId}, and ends with row {LastId}");
        else if (LastId > latest.LastId) Fault = new(latest.LastId + 1, $"row {latest.LastId + 1} was added past Kayron");
        else if (LastId == latest.LastId && LastHash != latest.LastHash) Fault = new(LastId, $"row {LastId} is not the last one that was written");
        else if (!_cutAttested) Fault = new(head.CheckpointId + 1, $"the rows before row {head.CheckpointId + 1} were removed, but not by retention");
    }
}

/// <param name="Id">Of the first row that is not as it was written.</param>
internal sealed record AuditFault(long Id, string Problem);
