using Microsoft.EntityFrameworkCore.Migrations;

namespace Kayron.Core.Storage;

/// <summary>
/// What makes the audit log append-only, in the database itself: whatever opens the file, no row can be changed, put between others or removed, but by retention
/// from the beginning up to its checkpoint. A migration that rebuilds one of the two tables must create them again.
/// </summary>
internal static class AuditTriggers
{
    private const string Refusal = "SELECT RAISE(ABORT, 'the audit log is append-only');";

    private static readonly (string Name, string When)[] Triggers =
    [
        ("audit_never_updated", "UPDATE ON audit"),
        ("audit_never_removed", "DELETE ON audit WHEN OLD.Id > (SELECT CheckpointId FROM audit_heads)"),
        // INSERT OR REPLACE would remove a row without any other trigger.
        ("audit_only_appended", "INSERT ON audit WHEN NEW.Id <= (SELECT MAX(Id) FROM audit)"),
        ("audit_head_never_removed", "DELETE ON audit_heads"),
        ("audit_head_only_advances", "UPDATE ON audit_heads WHEN NEW.LastId < OLD.LastId OR NEW.CheckpointId < OLD.CheckpointId"),
        ("audit_head_is_one", "INSERT ON audit_heads WHEN EXISTS (SELECT 1 FROM audit_heads)"),
    ];

    /// <summary>The head of the log as it is, and the triggers.</summary>
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql($"""
            INSERT INTO audit_heads (Id, LastId, LastHash, CheckpointId, CheckpointHash)
            SELECT 1, COALESCE(MAX(Id), 0), COALESCE((SELECT Hash FROM audit ORDER BY Id DESC LIMIT 1), '{AuditTrail.Beginning}'), 0, '{AuditTrail.Beginning}' FROM audit;
            """);
        foreach (var (name, when) in Triggers) migration.Sql($"CREATE TRIGGER {name} BEFORE {when} BEGIN {Refusal} END;");
    }

    public static void Drop(MigrationBuilder migration)
    {
        foreach (var (name, _) in Triggers) migration.Sql($"DROP TRIGGER {name};");
    }
}
