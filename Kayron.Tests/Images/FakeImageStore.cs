using Kayron.Core.Images;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Images;

/// <summary>What clean-up remembers, in memory.</summary>
internal sealed class FakeImageStore : IImageStore
{
    private readonly List<(ImageDrop Drop, bool? Dropped)> _drops = [];

    public List<RepositoryLook> Looks { get; } = [];
    public IReadOnlyList<RememberedImages> Remembered { get; set; } = [];

    /// <summary>Remembered only after the first reading.</summary>
    public IReadOnlyList<RememberedImages> Late { get; init; } = [];
    public IReadOnlyList<string> Dropped => [.. _drops.Where(entry => entry.Dropped == true).Select(entry => entry.Drop.Digest)];

    public Task<IReadOnlyList<RememberedImages>> ReadRememberedAsync(CancellationToken cancellationToken)
    {
        var remembered = Remembered;
        Remembered = [.. remembered, .. Late];
        return Task.FromResult(remembered);
    }

    public Task<IReadOnlyList<ImageDrop>> ReadUnfinishedAsync(ImageRepository repository, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ImageDrop>>([.. _drops.Where(entry => entry.Dropped is null).Select(entry => entry.Drop)]);

    public Task<IReadOnlyDictionary<TagKind, int>> CountDropsAsync(ImageRepository repository, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<TagKind, int>>(new Dictionary<TagKind, int>());

    public Task<ImageDrop?> BeginDropAsync(
        Lease lease, ImageRepository repository, ImageVerdict verdict, IReadOnlyList<string> children, Func<IReadOnlyList<RememberedImages>, bool> isNeeded, CancellationToken cancellationToken)
    {
        if (isNeeded(Remembered)) return Task.FromResult<ImageDrop?>(null);
        var drop = new ImageDrop(_drops.Count + 1, repository, verdict.Image.Digest, verdict.Image.Tags, children);
        _drops.Add((drop, null));
        return Task.FromResult<ImageDrop?>(drop);
    }

    public Task EndDropAsync(Lease lease, ImageDrop drop, bool dropped, CancellationToken cancellationToken)
    {
        _drops[(int)drop.Id - 1] = (drop, dropped);
        return Task.CompletedTask;
    }

    public Task SaveRepositoryAsync(Lease lease, RepositoryLook look, CancellationToken cancellationToken)
    {
        Looks.Add(look);
        return Task.CompletedTask;
    }

    public Task SaveRunAsync(Lease lease, CleanupRun run, IReadOnlyList<ImageRepository>? repositories, CancellationToken cancellationToken) => Task.CompletedTask;
}
