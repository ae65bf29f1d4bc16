namespace Kayron.Core.GitHub;

/// <summary>One move of a branch, as GitHub told it. Null stands for a branch that is not there.</summary>
internal readonly record struct Move(string? Before, string? After);

/// <summary>
/// Where a branch is after some moves, in whatever order they came. Dates say nothing of it, commits' least of all: each move begins where the one before it
/// ended, so together they are a path, and its end is where more moves arrive than leave.
/// </summary>
internal static class PushChain
{
    /// <param name="moves">In the order in which they came.</param>
    /// <param name="start">Where the branch was before them, as far as it is known: a path that comes back to where it began does not tell.</param>
    /// <param name="shown">What the API shows.</param>
    /// <returns>The end of the path that what is shown lies on; what is shown where it lies on none.</returns>
    public static string? EndOf(IReadOnlyList<Move> moves, string? start, string? shown)
    {
        var path = Connected(moves, shown);
        if (path.Count == 0) return shown;
        foreach (var move in Enumerable.Reverse(path))
            if (Surplus(path, move.After) > 0) return move.After;
        return path.Exists(move => move.Before == start) ? start : path[0].Before;
    }

    /// <summary>Whether the moves lead back to where they began. Then what the API shows there may be from before them as well as from after.</summary>
    public static bool IsRound(IReadOnlyList<Move> moves) => moves.All(move => Surplus(moves, move.After) == 0);

    private static int Surplus(IReadOnlyList<Move> path, string? commit) => path.Count(move => move.After == commit) - path.Count(move => move.Before == commit);

    /// <summary>The moves that hang together with what is shown. A gap between two of them, a delivery that has not come, parts the path.</summary>
    private static List<Move> Connected(IReadOnlyList<Move> moves, string? shown)
    {
        List<string?> reached = [shown];
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (before, after) in moves)
            {
                if (reached.Contains(before) == reached.Contains(after)) continue;
                reached.Add(reached.Contains(before) ? after : before);
                grown = true;
            }
        }
        return [.. moves.Where(move => reached.Contains(move.Before) && reached.Contains(move.After))];
    }
}
