using System.Collections.Concurrent;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Observation;

/// <summary>
/// Whether the images of previews are there. One that was found is not asked for again until a change pins it; one that was not, after a time that grows with how
/// long it has been missing.
/// </summary>
public sealed class PreviewImages(IImages images, TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromMinutes(2);
    private const int Kept = 2_000;
    private readonly ConcurrentDictionary<(string Environment, string Repository, string Commit), Seen> _seen = new();

    public async Task<ImageLookup> FindAsync(EnvironmentSettings environment, string repository, string commit, CancellationToken cancellationToken)
    {
        var key = (environment.Name, repository, commit);
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(key, out var seen) && (seen.Lookup is ImageLookup.Found || now < seen.Again)) return seen.Lookup;
        var lookup = await images.FindAsync(environment, repository, commit, cancellationToken);
        var first = seen?.First ?? now;
        var wait = TimeSpan.FromTicks(Math.Clamp((now - first).Ticks / 4, Shortest.Ticks, Longest.Ticks));
        if (_seen.Count > Kept) _seen.Clear();
        _seen[key] = new Seen(lookup, first, now + wait);
        return lookup;
    }

    private sealed record Seen(ImageLookup Lookup, DateTimeOffset First, DateTimeOffset Again);
}
