using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Safety;

/// <summary>A change set that Kayron asked for, and what the world was like then.</summary>
/// <param name="Key">What it would apply: equal for equal inputs.</param>
/// <param name="Moves">Versions by service, from the stack's to its own, where they differ.</param>
/// <param name="Images">Digest of the image that each moved version's tag led to.</param>
/// <param name="Authors">Whose work it is, as far as that is certain.</param>
/// <param name="Updates">How often the stack had been updated.</param>
internal sealed record Planned(
    string ChangeId, string Key, IReadOnlyDictionary<string, (string From, string To)> Moves, IReadOnlyDictionary<string, string> Images, IReadOnlySet<Person> Authors, int Updates, DateTimeOffset At);

/// <summary>
/// The rules of the gates once more, as a person would keep them with paper and pencil: who said what of which change, what is paused, closed, denied, moved. Shares no
/// code with what it judges. Where it cannot be sure it lets go, so that whatever it names is wrong.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, Planned> _planned = [];
    private readonly HashSet<(string Change, Person By)> _approvals = [];
    private readonly HashSet<string> _overridden = [];
    private readonly HashSet<string> _rejected = [];
    private readonly HashSet<string> _retried = [];
    private readonly List<string> _executed = [];
    private readonly List<(string? Service, DateTimeOffset? Until)> _pauses = [];
    private string? _latest;
    private string? _closed;

    public Rules Rules { get; set; } = Rules.Plain;

    /// <summary>How often the stack was updated, by anybody.</summary>
    public int Updates { get; private set; }

    /// <summary>What was quarantined and is not wanted otherwise since: service, version, digest.</summary>
    public HashSet<(string Service, string Version, string Digest)> Quarantined { get; } = [];

    /// <summary>The first rule that was broken.</summary>
    public string? Broken { get; private set; }

    public int Executions => _executed.Count;

    /// <summary>Digest that a version was planned with.</summary>
    public string ImageOf(string change, string service) => _planned[change].Images[service];

    public string? KeyOf(string change) => _planned.GetValueOrDefault(change)?.Key;

    public void Break(string rule) => Broken ??= rule;

    public void StackChanged() => Updates++;

    public void Paused(string? service, DateTimeOffset? until) => _pauses.Add((service, until));

    public void Resumed(int index) => _pauses.RemoveAt(index);

    public void Approved(string change, Person by)
    {
        if (_planned[change].Authors.Contains(by)) Break($"{by} approved the own work in {change}");
        if (_rejected.Contains(change) || change != _latest) Break($"{by} approved {change}, which is over");
        if (!_approvals.Add((change, by))) Break($"{by} approved {change} twice");
    }

    public void Overridden(string change) => _overridden.Add(change);

    public void Rejected(string change) => (_closed, _) = (_planned[change].Key, _rejected.Add(change));

    /// <summary>A change was begun, whatever comes of it: by that other inputs were wanted, and those that were rejected before it may be asked for anew.</summary>
    public void Begun() => _closed = null;

    public void Retried(string failed) => _retried.Add(failed);

    public void Plan(Planned change)
    {
        if (change.Key == _closed) Break($"{change.ChangeId} plans what was rejected, and nothing of it has changed");
        _planned[change.ChangeId] = change;
        _latest = change.ChangeId;
    }

    /// <param name="images">Digest that each version's tag leads to now, by service.</param>
    /// <param name="failed">Change whose attempt at the same inputs was the last one, where it failed.</param>
    /// <returns>Why it must not start now; null where every gate is open.</returns>
    public string? FindClosedGate(string changeId, DateTimeOffset now, Func<string, string, string> images, Func<string, string?> failed)
    {
        if (!_planned.TryGetValue(changeId, out var change)) return "nobody planned it";
        if (_executed.Contains(changeId)) return "it was executed before, and its approvals are used up";
        if (changeId != _latest) return $"{_latest} has taken its place";
        if (_rejected.Contains(changeId)) return "it was rejected";
        if (change.At + Rules.Expires <= now) return "it has expired";
        if (change.Updates != Updates) return "the stack was updated since it was planned";
        foreach (var (service, digest) in change.Images)
        {
            var to = change.Moves[service].To;
            if (images(service, to) != digest) return $"the tag {to} of {service} was moved since it was planned";
            if (Quarantined.Contains((service, to, digest))) return $"{service} {to} is quarantined";
        }
        return _overridden.Contains(changeId) ? null : FindClosedPolicy(change, now, failed);
    }

    public void Executed(string changeId)
    {
        _executed.Add(changeId);
        Updates++;
    }

    private string? FindClosedPolicy(Planned change, DateTimeOffset now, Func<string, string?> failed)
    {
        if (_pauses.Exists(pause => (pause.Until is null || now < pause.Until) && (pause.Service is null || change.Moves.ContainsKey(pause.Service)))) return "it is paused";
        var minute = (now.Hour * 60) + now.Minute;
        if (Rules.Closed is var (from, to) && minute >= from && minute < to) return "its window is closed";
        if (failed(change.Key) is { } before && !_retried.Contains(before)) return $"its inputs failed as {before}";
        var gates = change.Moves.Values.Select(move => GateOf(move.From, move.To)).ToList();
        if (gates.Contains(VersionGate.Deny)) return "a step of its versions is denied";
        var required = Math.Max(Rules.Required, gates.Contains(VersionGate.Approve) ? 1 : 0);
        var given = _approvals.Count(approval => approval.Change == change.ChangeId && !change.Authors.Contains(approval.By));
        return given < required ? $"it has {given} of {required} approvals" : null;
    }

    private VersionGate GateOf(string from, string to)
    {
        var (before, after) = (System.Version.Parse(from[1..]), System.Version.Parse(to[1..]));
        if (after < before) return Rules.Downgrade;
        if (after.Major != before.Major) return Rules.Major;
        return after.Minor != before.Minor ? Rules.Minor : VersionGate.Auto;
    }
}
