using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ImageQueries(IDbContextFactory<KayronDb> databases, KayronSettings settings) : IImageQueries
{
    public async Task<ImageCleanupView> FindRunAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.ImageRuns.AsNoTracking().OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        var images = settings.Images;
        return new ImageCleanupView(images.Enabled, images.DryRun, images.Keep, images.Drop, row?.RanAt, images.Enabled ? row?.NextAt : null, row?.Problem);
    }

    public async Task<Page<ImageRepositoryView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var total = await database.ImageRepositories.CountAsync(cancellationToken);
        var rows = await database.ImageRepositories.AsNoTracking().OrderBy(row => row.Name).ThenBy(row => row.Account).ThenBy(row => row.Region).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<ImageRepositoryView>(
            [.. rows.Select(row => new ImageRepositoryView(row.Account, row.Region, row.Name, row.LookedAt, row.Problem, row.Images, row.Dropping, row.Kept, row.Counts))], total);
    }

    public async Task<Page<DroppedImageView>> ListDroppedAsync(string? repository, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var drops = database.ImageDrops.AsNoTracking();
        if (repository is not null) drops = drops.Where(row => row.Repository == repository);
        var total = await drops.CountAsync(cancellationToken);
        var rows = await drops.OrderByDescending(row => row.Id).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<DroppedImageView>([.. rows.Select(ToView)], total);
    }

    private static DroppedImageView ToView(ImageDropRow row) => new(
        row.Id, row.Account, row.Region, row.Repository, row.Tags, row.Digest, row.PushedAt, row.Size, row.Children.Count, row.Reason, row.EndedAt ?? row.StartedAt,
        row.EndedAt is null ? "under-way" : row.Dropped ? "dropped" : "kept");
}
