using System.Text.Json;
using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kayron.Core.Storage;

/// <summary>Tables are named in the plural of what they hold. Times are unix milliseconds, so that SQLite can order them; values without an identity of their own are JSON.</summary>
internal sealed class KayronDb(DbContextOptions<KayronDb> options) : DbContext(options)
{
    public DbSet<EnvironmentRow> Environments => Set<EnvironmentRow>();
    public DbSet<BaselineRow> Baselines => Set<BaselineRow>();
    public DbSet<RunRow> Runs => Set<RunRow>();
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();
    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();
    public DbSet<ApprovalRow> Approvals => Set<ApprovalRow>();
    public DbSet<SoakRow> Soaks => Set<SoakRow>();
    public DbSet<PauseRow> Pauses => Set<PauseRow>();
    public DbSet<DeploymentRow> Deployments => Set<DeploymentRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<AuditHeadRow> AuditHeads => Set<AuditHeadRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<ImageRunRow> ImageRuns => Set<ImageRunRow>();
    public DbSet<ImageRepositoryRow> ImageRepositories => Set<ImageRepositoryRow>();
    public DbSet<ImageDropRow> ImageDrops => Set<ImageDropRow>();
    public DbSet<TokenRow> Tokens => Set<TokenRow>();
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<ClaimRow> Claims => Set<ClaimRow>();
    public DbSet<PreviewRow> Previews => Set<PreviewRow>();

    public DbSet<OverrideRow> Overrides => Set<OverrideRow>();
    public DbSet<RetryRow> Retries => Set<RetryRow>();
    public DbSet<ToldDeploymentRow> ToldDeployments => Set<ToldDeploymentRow>();
    public DbSet<QuarantineRow> Quarantines => Set<QuarantineRow>();
    public DbSet<VerifiedRow> Verified => Set<VerifiedRow>();
    public DbSet<CommentRow> Comments => Set<CommentRow>();
    public DbSet<PredictionRow> Predictions => Set<PredictionRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<ChangeState>().HaveConversion<string>();
        configurationBuilder.Properties<DeploymentState>().HaveConversion<string>();
        configurationBuilder.Properties<Commands.Role>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EnvironmentRow>(row => { row.ToTable("environments").HasKey(environment => environment.Name); Json(row.Property(environment => environment.Releases)); Json(row.Property(environment => environment.Rules)); });
        modelBuilder.Entity<BaselineRow>(row => { row.ToTable("baselines").HasKey(baseline => baseline.Environment); Json(row.Property(baseline => baseline.Inputs)); });
        modelBuilder.Entity<RunRow>(row => row.ToTable("runs").HasIndex(run => new { run.Environment, run.Id }));
        modelBuilder.Entity<ChangeRow>(row =>
        {
            row.ToTable("changes").HasIndex(change => new { change.Environment, change.State });
            row.HasIndex(change => new { change.Environment, change.InputsDigest });
            row.HasIndex(change => change.CreatedAt);
            row.HasIndex(change => change.Number);
            Json(row.Property(change => change.Plan));
            Json(row.Property(change => change.Effects));
        });
        modelBuilder.Entity<DecisionRow>(row => { row.ToTable("decisions").HasIndex(decision => decision.ChangeId); Json(row.Property(decision => decision.Confirmations)); });
        modelBuilder.Entity<ApprovalRow>(row =>
        {
            row.ToTable("approvals").HasIndex(approval => new { approval.ChangeId, approval.Account }).IsUnique();
            Json(row.Property(approval => approval.Confirmed));
        });
        modelBuilder.Entity<SoakRow>(row => row.ToTable("soaks").HasIndex(soak => new { soak.Environment, soak.Release }));
        modelBuilder.Entity<PauseRow>(row => row.ToTable("pauses").HasIndex(pause => pause.EndedAt));
        modelBuilder.Entity<DeploymentRow>(row =>
        {
            row.ToTable("deployments").HasIndex(deployment => new { deployment.Environment, deployment.StartedAt });
            row.HasIndex(deployment => deployment.ChangeId).IsUnique();
            Json(row.Property(deployment => deployment.Releases));
            Json(row.Property(deployment => deployment.Previews));
            Json(row.Property(deployment => deployment.Verification));
        });
        modelBuilder.Entity<EventRow>(row => row.ToTable("events").HasIndex(@event => new { @event.DeploymentId, @event.EventId }).IsUnique());
        modelBuilder.Entity<AuditRow>(row => row.ToTable("audit"));
        modelBuilder.Entity<LeaseRow>(row => row.ToTable("leases").HasKey(lease => lease.Environment));
        OutboxRow.Configure(modelBuilder);
        ToldDeploymentRow.Configure(modelBuilder);
        modelBuilder.Entity<AccountRow>(row => { row.ToTable("accounts").HasIndex(account => account.LastSignIn); Json(row.Property(account => account.Groups)); });
        modelBuilder.Entity<NoticeRow>(row => row.ToTable("notices").HasKey(notice => new { notice.Destination, notice.Key }));
        modelBuilder.Entity<SessionRow>(row => { row.ToTable("sessions").HasIndex(session => session.Hash).IsUnique(); row.HasIndex(session => session.Account); });
        modelBuilder.Entity<ImageRunRow>(row => row.ToTable("image_runs"));
        modelBuilder.Entity<ImageRepositoryRow>(row =>
        {
            row.ToTable("image_repositories").HasKey(repository => new { repository.Account, repository.Region, repository.Name });
            Json(row.Property(repository => repository.Dropping));
            Json(row.Property(repository => repository.Kept));
            Json(row.Property(repository => repository.Counts));
        });
        modelBuilder.Entity<ImageDropRow>(row =>
        {
            row.ToTable("image_drops").HasIndex(drop => new { drop.Repository, drop.StartedAt });
            Json(row.Property(drop => drop.Tags));
            Json(row.Property(drop => drop.Children));
        });
        CommentRow.Configure(modelBuilder);
        PredictionRow.Configure(modelBuilder);
        modelBuilder.Entity<TokenRow>(row => { row.ToTable("tokens").HasIndex(token => token.Hash).IsUnique(); Json(row.Property(token => token.Environments)); });
        ClaimRow.Configure(modelBuilder);
        PreviewRow.Configure(modelBuilder);
        modelBuilder.Entity<OverrideRow>(row => { row.ToTable("overrides").HasIndex(passed => passed.ChangeId).IsUnique(); Json(row.Property(passed => passed.Confirmed)); });
        modelBuilder.Entity<QuarantineRow>(row => row.ToTable("quarantines").HasIndex(quarantine => new { quarantine.Environment, quarantine.EndedAt }));
        modelBuilder.Entity<VerifiedRow>(row => row.ToTable("verified_versions").HasIndex(verified => new { verified.Environment, verified.Release, verified.At }));
        modelBuilder.Entity<RetryRow>(row => row.ToTable("retries").HasIndex(retry => retry.ChangeId).IsUnique());
        AuditHeadRow.Configure(modelBuilder);
    }

    private static void Json<T>(PropertyBuilder<T> property) => property.HasConversion(
        new ValueConverter<T, string>(value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web), text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!),
        new ValueComparer<T>(
            (left, right) => JsonSerializer.Serialize(left, JsonSerializerOptions.Web) == JsonSerializer.Serialize(right, JsonSerializerOptions.Web),
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
            value => value));

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
