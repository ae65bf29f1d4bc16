using Kayron.Core;
using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Kayron.Core.Storage;
using Kayron.Core.Workers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>The stores and commands over a database of their own, without GitHub, AWS or a loop.</summary>
internal sealed class StoreWorld : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly ServiceProvider _services;

    private StoreWorld(AuthSettings auth)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddKayronCore(TestDaemon.Settings(_data.Path) with { Auth = auth });
        services.AddSingleton<IWorkerTrigger, RecordedTriggers>();
        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    public string Data => _data.Path;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<StoreWorld> StartAsync(AuthSettings? auth = null)
    {
        var world = new StoreWorld(auth ?? new AuthSettings());
        await Database.MigrateAsync(world._services, TestContext.Current.CancellationToken);
        return world;
    }

    public static Actor Someone(string login, Role role, string environment = Actor.Everywhere) =>
        new($"sandbox:{login}", login, login, new Dictionary<string, Role> { [environment] = role }, "127.0.0.1 test");

    public async Task<IReadOnlyList<AuditRow>> AuditAsync()
    {
        await using var database = await Get<IDbContextFactory<KayronDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await database.Audit.AsNoTracking().OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public void Execute(string sql) => DatabaseFile.Execute(Data, sql);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
