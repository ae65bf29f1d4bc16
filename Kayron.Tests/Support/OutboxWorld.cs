using Kayron.Core.Outbox;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Storage;
using Kayron.Core.Telemetry;
using Kayron.Core.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kayron.Tests.Support;

/// <summary>A database with an outbox, its worker, and receivers that a test controls.</summary>
internal sealed class OutboxWorld : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly ServiceProvider _services;
    private readonly OutboxWorker _worker;

    private OutboxWorld(params IOutboxSender[] senders)
    {
        var services = new ServiceCollection();
        services.AddPooledDbContextFactory<KayronDb>(options => Database.Configure(options, _data.Path));
        _services = services.BuildServiceProvider();
        Store = new OutboxStore(Databases);
        _worker = new OutboxWorker(Store, senders, new Leases(Databases, Time), new OutboxJournal(new LiveFeed(), Metrics, NullLogger<OutboxJournal>.Instance), Time);
    }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    public KayronMetrics Metrics { get; } = new();
    public IOutboxStore Store { get; }
    public IDbContextFactory<KayronDb> Databases => _services.GetRequiredService<IDbContextFactory<KayronDb>>();

    public static async Task<OutboxWorld> StartAsync(params IOutboxSender[] senders)
    {
        var world = new OutboxWorld(senders);
        await Database.MigrateAsync(world._services, TestContext.Current.CancellationToken);
        return world;
    }

    public async Task PutAsync(string kind, string subject, string body)
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await OutboxWriter.PutAsync(database, [new OutboxMessage(kind, subject, $"{subject} {body}", "production", null, body)], Time.GetUtcNow(), TestContext.Current.CancellationToken);
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public Task RunAsync() => _worker.EnsureAsync(TestContext.Current.CancellationToken);

    public async Task<List<OutboxRow>> RowsAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await database.Outbox.AsNoTracking().OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Metrics.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}

/// <summary>Takes down what it was asked to send, and answers as it is told.</summary>
internal sealed class RecordingSender(string kind, Func<OutboxMessage, Task>? answer = null) : IOutboxSender
{
    public List<string> Sent { get; } = [];
    public Func<OutboxMessage, Task> Answer { get; set; } = answer ?? (_ => Task.CompletedTask);

    public string Kind => kind;

    public Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        Sent.Add($"{message.Subject} {message.Body}");
        return Answer(message);
    }
}
