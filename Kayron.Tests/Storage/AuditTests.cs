using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Kayron.Tests.Storage;

/// <summary>The audit log can be appended to, and whatever else is done to it shows.</summary>
public sealed class AuditTests
{
    private const string DropTriggers = """
        DROP TRIGGER audit_never_updated; DROP TRIGGER audit_never_removed; DROP TRIGGER audit_only_appended; DROP TRIGGER audit_head_never_removed; DROP TRIGGER audit_head_only_advances; DROP TRIGGER audit_head_is_one;
        """;

    private static readonly Actor Grace = StoreWorld.Someone("grace", Role.Operator);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_intact_with_and_without_a_daemon()
    {
        await using var world = await WrittenAsync(6);
        var verified = await VerifyAsync(world);
        Assert.Equal((true, 6L, null, null), (verified.Intact, verified.Rows, verified.FirstAltered, verified.Problem));
        Assert.Equal(verified, await AuditVerifier.VerifyDirectoryAsync(world.Data, null, Cancellation));
        Assert.Equal(verified, await AuditVerifier.VerifyDirectoryAsync(world.Data, verified.Head, Cancellation));
    }

    [Theory]
    [InlineData("UPDATE audit SET Detail = 'nothing' WHERE Id = 3")]
    [InlineData("DELETE FROM audit WHERE Id = 3")]
    [InlineData("DELETE FROM audit")]
    [InlineData("INSERT OR REPLACE INTO audit SELECT 3, At, Account, Action, Subject, 'nothing', Origin, Hash FROM audit WHERE Id = 3")]
    [InlineData("INSERT INTO audit (At, Account, Action, Subject, Detail, Origin, Hash) SELECT At, Account, Action, Subject, Detail, Origin, Hash FROM audit WHERE Id = 3")]
    [InlineData("DELETE FROM audit_heads")]
    [InlineData("UPDATE audit_heads SET LastId = 2")]
    [InlineData("INSERT INTO audit_heads SELECT 2, LastId, LastHash, CheckpointId, CheckpointHash FROM audit_heads")]
    public async Task The_database_itself_refuses_to_alter_it(string sql)
    {
        await using var world = await WrittenAsync(4);
        var refused = Assert.Throws<SqliteException>(() => world.Execute(sql));
        Assert.Contains("the audit log is append-only", refused.Message);
        Assert.True((await VerifyAsync(world)).Intact);
    }

    [Theory]
    [InlineData("UPDATE audit SET Detail = 'nothing' WHERE Id = 3", 3, "row 3 is not what was written")]
    [InlineData("UPDATE audit SET Account = 'sandbox:ada' WHERE Id = 1", 1, "row 1 is not what was written")]
    [InlineData("UPDATE audit SET At = At + 1 WHERE Id IN (2, 4)", 2, "row 2 is not what was written")]
    [InlineData("UPDATE audit SET Hash = 'x' WHERE Id = 5", 5, "row 5 is not what was written")]
    [InlineData("DELETE FROM audit WHERE Id = 3", 3, "row 3 is missing: row 4 comes next")]
    [InlineData("DELETE FROM audit WHERE Id <= 2", 1, "row 1 is missing: row 3 comes next")]
    [InlineData("DELETE FROM audit WHERE Id <= 2; UPDATE audit_heads SET CheckpointId = 2, CheckpointHash = 'x'", 3, "row 3 is not what was written")]
    [InlineData("UPDATE audit_heads SET CheckpointId = 2, CheckpointHash = (SELECT Hash FROM audit WHERE Id = 2); DELETE FROM audit WHERE Id <= 2", 3, "the rows before row 3 were removed, but not by retention")]
    [InlineData("DELETE FROM audit WHERE Id >= 5", 5, "the log is cut off: it should end with row 6, and ends with row 4")]
    [InlineData("DELETE FROM audit", 1, "the log is cut off: it should end with row 6, and ends with row 0")]
    [InlineData("UPDATE audit SET Id = 99 WHERE Id = 2; UPDATE audit SET Id = 2 WHERE Id = 3; UPDATE audit SET Id = 3 WHERE Id = 99", 2, "row 2 is not what was written, or does not follow")]
    [InlineData("INSERT INTO audit SELECT 7, At, Account, Action, Subject, Detail, Origin, Hash FROM audit WHERE Id = 6", 7, "row 7 is not what was written")]
    [InlineData("DELETE FROM audit_heads", 1, "row 1 was added past Kayron")]
    [InlineData("UPDATE audit_heads SET LastId = 4, LastHash = (SELECT Hash FROM audit WHERE Id = 4)", 5, "row 5 was added past Kayron")]
    public async Task What_is_done_to_it_all_the_same_is_named_by_the_first_row(string sql, long row, string problem)
    {
        await using var world = await WrittenAsync(6);
        world.Execute(DropTriggers + sql);
        var verified = await VerifyAsync(world);
        Assert.Equal((false, (long?)row), (verified.Intact, verified.FirstAltered));
        Assert.StartsWith(problem, verified.Problem);
    }

    [Fact]
    public async Task A_log_written_anew_does_not_match_the_head_that_was_kept_elsewhere()
    {
        await using var world = await WrittenAsync(4);
        await using var forged = await StoreWorld.StartAsync();
        forged.Time.Advance(TimeSpan.FromMinutes(1));
        await PauseAsync(forged, 9);
        var kept = (await VerifyAsync(world)).Head;
        await PauseAsync(world, 1);
        Assert.True((await VerifyAsync(world, kept)).Intact);
        world.Execute($"ATTACH '{Path.Combine(forged.Data, "kayron.db")}' AS other; {DropTriggers} DELETE FROM main.audit; INSERT INTO main.audit SELECT * FROM other.audit; UPDATE main.audit_heads SET LastId = 9, LastHash = (SELECT Hash FROM other.audit WHERE Id = 9)");
        Assert.True((await VerifyAsync(world)).Intact);
        var verified = await VerifyAsync(world, kept);
        Assert.Equal((false, 4L), (verified.Intact, verified.FirstAltered));
        await Assert.ThrowsAsync<FormatException>(() => VerifyAsync(world, "four"));
    }

    [Fact]
    public async Task Retention_cuts_its_beginning_and_the_rest_is_verified_still()
    {
        await using var world = await WrittenAsync(3);
        world.Time.Advance(TimeSpan.FromDays(10));
        await PauseAsync(world, 2);
        var kept = (await VerifyAsync(world)).Head;
        Assert.Equal(3, await world.Get<IRetentionStore>().CutAuditAsync(world.Time.GetUtcNow().AddDays(-1), Cancellation));
        Assert.Equal(0, await world.Get<IRetentionStore>().CutAuditAsync(world.Time.GetUtcNow().AddDays(-1), Cancellation));

        var rows = (await world.Get<IAuditQueries>().ListAsync(new AuditFilter(), new PageRequest(1), Cancellation)).Items;
        Assert.Equal([6, 5, 4], rows.Select(row => row.Id));
        Assert.Equal(("kayron", "retention", "audit"), (rows[0].Account, rows[0].Action, rows[0].Subject));
        Assert.StartsWith("removed 3 row(s) written before 2026-12-04 12:00:00Z; removed up to row 3, hash ", rows[0].Detail);
        Assert.True((await VerifyAsync(world, kept)).Intact);

        world.Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal(3, await world.Get<IRetentionStore>().CutAuditAsync(world.Time.GetUtcNow().AddDays(-1), Cancellation));
        Assert.Equal((true, 1L), (await VerifyAsync(world)) is var last ? (last.Intact, last.Rows) : default);
        Assert.True((await VerifyAsync(world, kept)).Intact);
    }

    [Fact]
    public async Task Filters_find_by_who_what_and_when()
    {
        await using var world = await WrittenAsync(2);
        world.Time.Advance(TimeSpan.FromHours(1));
        var ada = StoreWorld.Someone("ada", Role.Viewer);
        await world.Get<IPauseCommands>().PauseAsync(ada, new PauseRequest("production", null, "may I?", null), Cancellation);
        var queries = world.Get<IAuditQueries>();
        async Task AssertFoundAsync(string ids, AuditFilter filter) => Assert.Equal(ids, string.Join(",", (await queries.ListAsync(filter, new PageRequest(1), Cancellation)).Items.Select(row => row.Id)));

        await AssertFoundAsync("3", new AuditFilter(Actor: "ada"));
        await AssertFoundAsync("2,1", new AuditFilter(Action: "pause"));
        await AssertFoundAsync("3", new AuditFilter(Action: "pause-refused"));
        await AssertFoundAsync("3", new AuditFilter(Subject: "production"));
        await AssertFoundAsync("3", new AuditFilter(From: world.Time.GetUtcNow()));
        await AssertFoundAsync("2,1", new AuditFilter(To: world.Time.GetUtcNow()));
        Assert.Equal(["pause", "pause-refused"], await queries.ListActionsAsync(Cancellation));
    }

    private static Task<AuditVerification> VerifyAsync(StoreWorld world, string? head = null) => world.Get<IAuditQueries>().VerifyAsync(head, Cancellation);

    private static async Task<StoreWorld> WrittenAsync(int rows)
    {
        var world = await StoreWorld.StartAsync();
        await PauseAsync(world, rows);
        return world;
    }

    private static async Task PauseAsync(StoreWorld world, int times)
    {
        for (var time = 0; time < times; time++)
            Assert.IsType<CommandResult.Done>(await world.Get<IPauseCommands>().PauseAsync(Grace, new PauseRequest("testing", null, $"reason {time}", null), Cancellation));
    }
}
