namespace Kayron.Core.Changes;

/// <summary>How long one digest of a release has run verified in an environment. A stored fact: what was reached once stays so.</summary>
/// <param name="Digest">Of its image; null: it has none, or it ran before Kayron looked, and counts by its version.</param>
/// <param name="Since">When it began to run without a break; null: it does not run there now.</param>
/// <param name="Longest">Of the times that are over.</param>
/// <param name="IsVoid">It failed or was quarantined there, so that nothing of it counts until it succeeds again.</param>
public sealed record Soak(string Environment, string Release, string Version, string? Digest, DateTimeOffset? Since, TimeSpan Longest, bool IsVoid)
{
    public TimeSpan Elapsed(DateTimeOffset now) => Since is { } since && now - since > Longest ? now - since : Longest;

    /// <param name="digest">Null where it is not known, or there is none.</param>
    public bool IsOf(string version, string? digest) => Digest is null || digest is null ? Version == version : Digest == digest;

    /// <summary>Those that are over because something else runs now, and versions that run as wanted and are not noted yet.</summary>
    /// <param name="noted">That run, or are void, as far as is stored.</param>
    public static (IReadOnlyList<Soak> Over, IReadOnlyList<(string Release, string Version)> Begun) Observe(
        IReadOnlyList<Soak> noted, IReadOnlyList<(string Release, string? Current, bool IsInSync)> seen)
    {
        var over = noted.Where(soak => soak.Since is not null && seen.Any(release => release.Release == soak.Release && release.Current is { } current && current != soak.Version));
        var begun = seen.Where(release => release is { IsInSync: true, Current: not null } && !noted.Any(soak => soak.Release == release.Release && soak.Version == release.Current));
        return ([.. over], [.. begun.Select(release => (release.Release, release.Current!))]);
    }
}

/// <summary>What another environment has done, for those that wait for it.</summary>
/// <param name="IsExecuting">A deployment is under way there.</param>
public sealed record EnvironmentProgress(bool IsExecuting, IReadOnlyList<Soak> Soaks)
{
    private readonly ILookup<string, Soak> _byRelease = Soaks.ToLookup(soak => soak.Release);

    public static EnvironmentProgress None { get; } = new(false, []);

    /// <param name="digest">Null where it is not known, or there is none.</param>
    public IEnumerable<Soak> Of(string release, string version, string? digest) => _byRelease[release].Where(soak => soak.IsOf(version, digest));
}
