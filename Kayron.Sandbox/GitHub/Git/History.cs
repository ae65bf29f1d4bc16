namespace Kayron.Sandbox.GitHub.Git;

/// <summary>Questions about the graph of commits.</summary>
public static class History
{
    /// <summary>A commit and everything before it, newest first, children before their parents.</summary>
    public static IReadOnlyList<string> Log(ObjectStore objects, string head) => Order(objects, Reachable(objects, head));

    /// <summary>What <paramref name="head"/> has and <paramref name="from"/> has not, newest first.</summary>
    public static IReadOnlyList<string> Range(ObjectStore objects, string from, string head)
    {
        var only = Reachable(objects, head);
        only.ExceptWith(Reachable(objects, from));
        return Order(objects, only);
    }

    /// <summary>The newest commit both have, or null where they share none.</summary>
    public static string? MergeBase(ObjectStore objects, string left, string right)
    {
        var shared = Reachable(objects, left);
        shared.IntersectWith(Reachable(objects, right));
        return Order(objects, shared).Count > 0 ? Order(objects, shared)[0] : null;
    }

    public static bool Contains(ObjectStore objects, string head, string commit) => Reachable(objects, head).Contains(commit);

    private static HashSet<string> Reachable(ObjectStore objects, string head)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([head]);
        while (open.TryPop(out var sha))
        {
            if (!seen.Add(sha)) continue;
            foreach (var parent in objects.Commit(sha).Parents) open.Push(parent);
        }

        return seen;
    }

    // Dates alone would not do: commits made within one second would stand in any order.
    private static List<string> Order(ObjectStore objects, HashSet<string> commits)
    {
        var parsed = commits.ToDictionary(sha => sha, objects.Commit);
        var children = commits.ToDictionary(sha => sha, _ => 0);
        foreach (var parent in parsed.Values.SelectMany(commit => commit.Parents).Where(children.ContainsKey)) children[parent]++;
        var ready = new PriorityQueue<string, (long, string)>();
        foreach (var sha in commits.Where(sha => children[sha] == 0)) ready.Enqueue(sha, Priority(sha));
        var ordered = new List<string>(commits.Count);
        while (ready.TryDequeue(out var sha, out _))
        {
            ordered.Add(sha);
            foreach (var parent in parsed[sha].Parents.Where(children.ContainsKey))
            {
                if (--children[parent] == 0) ready.Enqueue(parent, Priority(parent));
            }
        }

        return ordered;

        (long, string) Priority(string sha) => (-parsed[sha].Committer.At.ToUnixTimeSeconds(), sha);
    }
}
