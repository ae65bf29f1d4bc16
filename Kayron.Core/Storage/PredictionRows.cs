using Kayron.Core.Outbox;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PredictionRow
{
    /// <summary>OWNER/NAME.</summary>
    public required string Repository { get; set; }
    public int PullRequest { get; set; }
    public required string Inputs { get; set; }
    public bool Settled { get; set; }
    public DateTimeOffset At { get; set; }

    public static void Configure(ModelBuilder model) => model.Entity<PredictionRow>(row => row.ToTable("predictions").HasKey(prediction => new { prediction.Repository, prediction.PullRequest }));
}

internal sealed class PredictionStore(IDbContextFactory<KayronDb> databases) : IPredictionStore
{
    public async Task<IReadOnlyList<Prediction>> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var name = repository.ToString();
        var rows = await database.Predictions.AsNoTracking().Where(row => row.Repository == name).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Prediction(repository, row.PullRequest, row.Inputs, row.Settled, row.At))];
    }

    public async Task SaveAsync(Prediction prediction, OutboxMessage told, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var name = prediction.Repository.ToString();
        var row = await database.Predictions.FindAsync([name, prediction.PullRequest], cancellationToken);
        if (row is null) database.Predictions.Add(row = new PredictionRow { Repository = name, PullRequest = prediction.PullRequest, Inputs = prediction.Inputs });
        (row.Inputs, row.Settled, row.At) = (prediction.Inputs, prediction.Settled, prediction.At);
        await OutboxWriter.PutAsync(database, [told], prediction.At, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }

    public async Task ForgetAsync(RepositoryName repository, IReadOnlyList<int> pullRequests, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var name = repository.ToString();
        await database.Predictions.Where(row => row.Repository == name && pullRequests.Contains(row.PullRequest)).ExecuteDeleteAsync(cancellationToken);
    }
}
