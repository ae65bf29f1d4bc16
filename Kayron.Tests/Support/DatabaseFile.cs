using Kayron.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Kayron.Tests.Support;

internal static class DatabaseFile
{
    /// <summary>Past Kayron, as whoever can open the file.</summary>
    public static void Execute(string data, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database.PathIn(data)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
