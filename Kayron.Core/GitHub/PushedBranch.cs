namespace Kayron.Core.GitHub;

/// <summary>What is known of one branch: what the API showed of it, and the moves that webhooks told within the time they are believed. Guarded by <see cref="PushedHeads"/>.</summary>
internal sealed class PushedBranch
{
    private const int Most = 50;

    /// <summary>A webhook comes within seconds. What the API shows for longer than this was there before it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    private readonly List<(Move Move, string Delivery, DateTimeOffset At)> _moves = [];
    private (string? Commit, DateTimeOffset Since)? _shown, _shownBefore;
    private string? _start;
    private bool _confirmed;

    public bool IsIdle => _moves.Count == 0;

    /// <summary>When anything was last heard of it.</summary>
    public DateTimeOffset LastUse { get; private set; }

    /// <returns>False: that delivery is known.</returns>
    public bool Add(Move move, string delivery, DateTimeOffset at)
    {
        LastUse = at;
        if (_moves.Exists(known => known.Delivery == delivery)) return false;
        if (_moves.Count == 0) _start = (_shown is { } shown && at - shown.Since < Ahead ? _shownBefore ?? _shown : _shown)?.Commit ?? move.Before;
        if (_moves.Count == Most) _moves.RemoveAt(0);
        _moves.Add((move, delivery, at));
        _confirmed = false;
        return true;
    }

    /// <summary>Where the branch is, given what the API shows of it now.</summary>
    public string? Resolve(string? shown, DateTimeOffset now, TimeSpan believed)
    {
        LastUse = now;
        Note(shown, now);
        // A move from the future came before a clock was set back.
        _moves.RemoveAll(known => now - known.At > believed || known.At > now);
        if (_moves.Count == 0 || _confirmed) return shown;
        List<Move> moves = [.. _moves.Select(known => known.Move)];
        var end = PushChain.EndOf(moves, _start, shown);
        // The API has caught up: from here on it is right, also where it shows an earlier commit again.
        _confirmed = end == shown && !PushChain.IsRound(moves) && moves.Exists(move => move.After == shown);
        return end;
    }

    private void Note(string? shown, DateTimeOffset now)
    {
        if (_shown is { } last && last.Commit == shown) return;
        (_shownBefore, _shown) = (_shown, (shown, now));
    }
}
