using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>What GitHub knows of deployments, by its ids.</summary>
internal sealed class ToldDeploymentRow
{
    public required string Subject { get; set; }
    public required string Series { get; set; }
    public long Deployment { get; set; }
    public required string Release { get; set; }
    public required string Repository { get; set; }
    public required string Environment { get; set; }
    public required string Commit { get; set; }
    public long? GitHubId { get; set; }
    public string? Told { get; set; }
    public string? Telling { get; set; }
    public DateTimeOffset At { get; set; }

    public ToldDeployment ToDeployment() => new(Subject, Series, Deployment, Release, Repository, Environment, Commit, GitHubId, Told, Telling, At);

    public static void Configure(ModelBuilder model) => model.Entity<ToldDeploymentRow>(row =>
    {
        row.ToTable("github_deployments").HasKey(told => told.Subject);
        row.HasIndex(told => told.Series);
        row.HasIndex(told => told.Deployment);
    });
}

internal sealed class ToldDeployments(IDbContextFactory<KayronDb> databases) : IToldDeployments
{
    public async Task<ToldDeployment?> FindAsync(string subject, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await database.ToldDeployments.AsNoTracking().FirstOrDefaultAsync(row => row.Subject == subject, cancellationToken))?.ToDeployment();
    }

    public async Task SaveAsync(ToldDeployment deployment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.ToldDeployments.FindAsync([deployment.Subject], cancellationToken);
        if (row is null)
            database.ToldDeployments.Add(row = new ToldDeploymentRow
            {
                Subject = deployment.Subject, Series = deployment.Series, Deployment = deployment.Deployment, Release = deployment.Release, Repository = deployment.Repository,
                Environment = deployment.Environment, Commit = deployment.Commit,
            });
        (row.GitHubId, row.Told, row.Telling, row.At) = (deployment.GitHubId, deployment.Told, deployment.Telling, deployment.At);
        await database.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ToldDeployment>> FindActiveAsync(string series, string except, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.ToldDeployments.AsNoTracking()
            .Where(row => row.Series == series && row.Subject != except && row.GitHubId != null && (row.Told == "success" || row.Told == "in_progress" || row.Told == "queued"))
            .OrderBy(row => row.Deployment).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToDeployment())];
    }
}
