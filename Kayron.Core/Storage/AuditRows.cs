using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>
/// Where the audit log ends, and where it begins since retention last cut it; one row, written with every row of the log. Rows that are cut off at either end
/// are missed by it.
/// </summary>
internal sealed class AuditHeadRow
{
    public int Id { get; set; }

    /// <summary>Of the newest row; 0 before the first.</summary>
    public long LastId { get; set; }
    public required string LastHash { get; set; }

    /// <summary>Of the newest row that retention removed; 0: none.</summary>
    public long CheckpointId { get; set; }
    public required string CheckpointHash { get; set; }

    public static void Configure(ModelBuilder model) => model.Entity<AuditHeadRow>(row => row.ToTable("audit_heads"));
}
