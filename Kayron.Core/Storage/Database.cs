using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Core.Storage;

/// <summary>The database file, its durability, and bringing it up to this version's tables.</summary>
public static class Database
{
    /// <summary>Waits for a writer of another process this long before it gives up.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "kayron.db");

    /// <summary>Creates or migrates the tables.</summary>
    /// <exception cref="DatabaseException">The file cannot be opened or is no database.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<KayronDb>>().CreateDbContextAsync(cancellationToken);
        var path = new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await database.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"the database {path} cannot be used: {failure.Message}. Nothing was changed; restore it from a copy, or set KAYRON_DATA to another directory", failure);
        }
    }

    internal static void Configure(DbContextOptionsBuilder options, string dataDirectory) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = PathIn(dataDirectory), DefaultTimeout = (int)BusyTimeout.TotalSeconds }.ToString())
        .AddInterceptors(Durability.Instance);

    /// <summary>Approvals and steps must survive a power loss: the write-ahead log is flushed at every commit.</summary>
    private sealed class Durability : DbConnectionInterceptor
    {
        public static Durability Instance { get; } = new();

        /// <summary>A copy that SQLite made keeps another journal, until the first connection that may write. Before that one the library looks through one that may not.</summary>
        private static string Pragmas(DbConnection connection) =>
            (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? "" : "PRAGMA journal_mode=WAL; ") + "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>The database cannot be used; the message says which and what to do.</summary>
public sealed class DatabaseException(string message, Exception? cause) : Exception(message, cause);
