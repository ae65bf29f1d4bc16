using Kayron.Core.Storage;
using Kayron.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Storage;

/// <summary>docs/operations.md, Backup and restore.</summary>
public sealed class BackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_made_while_it_runs_is_a_database_to_start_with()
    {
        using var directory = new TemporaryDirectory();
        await using var world = await LoopWorld.StartAsync();
        await world.RunUntilAsync("staging", "succeeded");
        await using (var running = await world.Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Token))
            await running.Database.ExecuteSqlAsync($"VACUUM INTO {Database.PathIn(directory.Path)}", Token);

        await using var restored = new ServiceCollection().AddPooledDbContextFactory<KayronDb>(options => Database.Configure(options, directory.Path)).BuildServiceProvider();
        await Database.MigrateAsync(restored, Token);

        await using var database = await restored.GetRequiredService<IDbContextFactory<KayronDb>>().CreateDbContextAsync(Token);
        Assert.Equal(1, await database.Deployments.CountAsync(row => row.Environment == "staging", Token));
        Assert.Equal("wal", (await database.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode()").ToListAsync(Token)).Single());
        SqliteConnection.ClearAllPools();
    }
}
