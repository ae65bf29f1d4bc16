using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.GitHub;

/// <summary>
/// Branches whose new head a webhook told before GitHub's API shows it. While the API still shows what was there before, the pushed commit is believed, for two
/// minutes at most; where it shows anything else, the API is right.
/// </summary>
internal sealed class PushedHeads
{
    private const int Most = 2_000;
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(2);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PushedBranch> _branches = new(StringComparer.Ordinal);
    private readonly PushLog _log;
    private readonly TimeProvider _clock;

    /// <summary>Goes on from what an earlier process was told within the last two minutes.</summary>
    public PushedHeads(PushLog log, TimeProvider clock)
    {
        (_log, _clock) = (log, clock);
        foreach (var push in log.Read(clock.GetUtcNow() - Believed)) Branch(push.Branch).Add(new Move(push.Before, push.After), push.Delivery, push.At);
    }

    public void Add(RepositoryEvent.Pushed push)
    {
        if (push.Branch is not { } name) return;
        var (branch, now) = (Key(push.Repository, name), _clock.GetUtcNow());
        lock (_lock)
        {
            if (Branch(branch).Add(new Move(push.Before, push.After), push.Delivery, now)) _log.Append(new PushLog.Entry(now, branch, push.Before, push.After, push.Delivery));
        }
    }

    /// <param name="shown">What the API shows; null: no such branch.</param>
    public string? Resolve(RepositoryName repository, string branch, string? shown)
    {
        lock (_lock) return Branch(Key(repository, branch)).Resolve(shown, _clock.GetUtcNow(), Believed);
    }

    private PushedBranch Branch(string key)
    {
        if (_branches.TryGetValue(key, out var branch)) return branch;
        if (_branches.Count >= Most)
            foreach (var (old, _) in _branches.Where(known => known.Value.IsIdle).OrderBy(known => known.Value.LastUse).Take(Most / 4).ToList()) _branches.Remove(old);
        return _branches[key] = new PushedBranch();
    }

    /// <summary>Repositories are the same in any case, branches are not.</summary>
    private static string Key(RepositoryName repository, string branch) => $"{repository.ToString().ToLowerInvariant()} {branch}";
}
