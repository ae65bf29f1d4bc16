using Kayron.Core.Changes;
using Kayron.Core.Commands;
using Kayron.Core.Images;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ImageStore(IDbContextFactory<KayronDb> databases, TimeProvider clock) : IImageStore
{
    /// <summary>Newest deployments and verified versions of an environment that are looked through for each release's own.</summary>
    private const int DeploymentsOfAnEnvironment = 200, VerifiedOfAnEnvironment = 1_000;

    /// <summary>Kept images that are shown; a repository may hold thousands.</summary>
    private const int Shown = 100;

    public async Task<IReadOnlyList<RememberedImages>> ReadRememberedAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadRememberedAsync(database, cancellationToken);
    }

    public async Task<IReadOnlyList<ImageDrop>> ReadUnfinishedAsync(ImageRepository repository, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Of(database, repository).Where(row => row.EndedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ImageDrop(row.Id, repository, row.Digest, row.Tags, row.Children))];
    }

    public async Task<IReadOnlyDictionary<TagKind, int>> CountDropsAsync(ImageRepository repository, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Of(database, repository).Where(row => row.StartedAt > since && (row.Dropped || row.EndedAt == null)).ToListAsync(cancellationToken);
        return rows.SelectMany(row => row.Tags.Select(TagKinds.Of).OfType<TagKind>().Distinct()).CountBy(kind => kind).ToDictionary();
    }

    public async Task<ImageDrop?> BeginDropAsync(
        Lease lease, ImageRepository repository, ImageVerdict verdict, IReadOnlyList<string> children, Func<IReadOnlyList<RememberedImages>, bool> isNeeded, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        if (isNeeded(await ReadRememberedAsync(database, cancellationToken))) return null;
        var image = verdict.Image;
        var row = new ImageDropRow
        {
            Account = repository.Registry.Account, Region = repository.Registry.Region, Repository = repository.Name, Digest = image.Digest, Tags = image.Tags, PushedAt = image.PushedAt,
            Size = image.Size, Reason = verdict.Words, Children = children, StartedAt = clock.GetUtcNow(),
        };
        database.ImageDrops.Add(row);
        await AuditTrail.AppendAsync(database, row.StartedAt, Actor.Kayron, "drop-image", $"image/{repository}@{image.Digest}", $"{string.Join(' ', image.Tags)} {verdict.Words}", cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ImageDrop(row.Id, repository, row.Digest, row.Tags, row.Children);
    }

    public async Task EndDropAsync(Lease lease, ImageDrop drop, bool dropped, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var row = await database.ImageDrops.FirstAsync(row => row.Id == drop.Id, cancellationToken);
        (row.EndedAt, row.Dropped) = (clock.GetUtcNow(), dropped);
        if (!dropped) await AuditTrail.AppendAsync(database, row.EndedAt.Value, Actor.Kayron, "keep-image", $"image/{drop.Repository}@{drop.Digest}", "it is still there", cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SaveRepositoryAsync(Lease lease, RepositoryLook look, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var (account, region, name) = (look.Repository.Registry.Account, look.Repository.Registry.Region, look.Repository.Name);
        var row = await database.ImageRepositories.FindAsync([account, region, name], cancellationToken);
        if (row is null) database.ImageRepositories.Add(row = new ImageRepositoryRow { Account = account, Region = region, Name = name });
        (row.LookedAt, row.Problem, row.Images) = (look.At, look.Problem, look.Images);
        row.Dropping = [.. look.Verdicts.Where(verdict => verdict.Drops).Select(View)];
        row.Kept = [.. look.Verdicts.Where(verdict => !verdict.Drops).Take(Shown).Select(View)];
        row.Counts = look.Verdicts.Where(verdict => !verdict.Drops).CountBy(verdict => verdict.Kept!.Value.Name()).ToDictionary();
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SaveRunAsync(Lease lease, CleanupRun run, IReadOnlyList<ImageRepository>? repositories, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(lease, cancellationToken);
        var row = await database.ImageRuns.OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        if (row is null) database.ImageRuns.Add(row = new ImageRunRow());
        (row.RanAt, row.NextAt, row.DryRun, row.Problem) = (run.At, run.Next, run.DryRun, run.Problem);
        if (repositories is not null)
            database.ImageRepositories.RemoveRange((await database.ImageRepositories.ToListAsync(cancellationToken))
                .Where(known => !repositories.Contains(new ImageRepository(new RegistryAddress(known.Account, known.Region), known.Name))));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static JudgedImageView View(ImageVerdict verdict) => new(
        verdict.Image.Tags, verdict.Image.Digest, verdict.Image.PushedAt, verdict.Image.Size, verdict.Kept?.Name(), verdict.Words);

    private static IQueryable<ImageDropRow> Of(KayronDb database, ImageRepository repository) => database.ImageDrops.AsNoTracking()
        .Where(row => row.Account == repository.Registry.Account && row.Region == repository.Registry.Region && row.Repository == repository.Name);

    private static async Task<IReadOnlyList<RememberedImages>> ReadRememberedAsync(KayronDb database, CancellationToken cancellationToken)
    {
        var open = await database.Changes.AsNoTracking().Where(row => ChangeStore.Open.Contains(row.State) || row.State == ChangeState.Executing).ToListAsync(cancellationToken);
        var baselines = await database.Baselines.AsNoTracking().ToListAsync(cancellationToken);
        var environments = await database.Deployments.Select(row => row.Environment).Union(database.Verified.Select(row => row.Environment)).ToListAsync(cancellationToken);
        List<RememberedImages> remembered = [];
        foreach (var name in environments.Union(open.Select(row => row.Environment)).Union(baselines.Select(row => row.Environment)))
        {
            var deployments = await database.Deployments.AsNoTracking().Where(row => row.Environment == name).OrderByDescending(row => row.Id).Take(DeploymentsOfAnEnvironment).ToListAsync(cancellationToken);
            var verified = await database.Verified.AsNoTracking().Where(row => row.Environment == name).OrderByDescending(row => row.Id).Take(VerifiedOfAnEnvironment).ToListAsync(cancellationToken);
            var baseline = baselines.Find(row => row.Environment == name);
            remembered.AddRange(open.Where(row => row.Environment == name).Select(row => new RememberedImages(name, row.ToChange(), null, [])));
            remembered.Add(new RememberedImages(
                name, null, baseline is null ? null : new Baseline(baseline.Inputs, baseline.InputsDigest, baseline.Converged, baseline.StackMarker, baseline.ChangeId, baseline.At),
                [.. deployments.Select(row => row.ToDeployment())])
            { Verified = [.. verified.Select(row => row.ToVerified())] });
        }
        return remembered;
    }
}
