namespace Kayron.Core.Policies.Access;

/// <summary>Which statements say something that others do not say yet.</summary>
internal static class StatementCoverage
{
    /// <summary>More combinations of principal, action and resource than anybody compares by eye: not covered.</summary>
    private const int MostCombinations = 20_000;

    /// <returns>Of each statement that is not wholly covered, what is new in it.</returns>
    public static IEnumerable<PolicyStatement> Uncovered(IEnumerable<PolicyStatement> statements, IEnumerable<PolicyStatement> others)
    {
        var present = others.ToList();
        foreach (var statement in statements.DistinctBy(statement => statement.Canonical))
        {
            if (present.Any(other => other.Canonical == statement.Canonical)) continue;
            // What is said in the negative is taken for broad: only the same words cover it.
            if (statement.SaysWhichNot || Combinations(statement) > MostCombinations) yield return statement;
            else if (NotCovered(statement, [.. present.Where(other => !other.SaysWhichNot && Holds(other.Conditions, statement.Conditions))]) is { } rest) yield return rest;
        }
    }

    private static long Combinations(PolicyStatement statement) => (long)statement.Principals!.Count * statement.Actions!.Count * statement.Resources!.Count;

    /// <summary>Whether conditions hold wherever some others do: they are among them.</summary>
    private static bool Holds(IReadOnlyDictionary<string, string> conditions, IReadOnlyDictionary<string, string> wherever) =>
        conditions.All(condition => wherever.TryGetValue(condition.Key, out var value) && value == condition.Value);

    private static PolicyStatement? NotCovered(PolicyStatement statement, List<PolicyStatement> others)
    {
        var rest = (from principal in statement.Principals!
                    from action in statement.Actions!
                    from resource in statement.Resources!
                    where !others.Any(other => other.Principals!.Any(pattern => pattern == principal || pattern == "*")
                        && other.Actions!.Any(pattern => Covers(pattern, action)) && other.Resources!.Any(pattern => Covers(pattern, resource)))
                    select (principal, action, resource)).ToList();
        return rest.Count == 0 ? null : statement with
        {
            Principals = [.. rest.Select(each => each.principal).Distinct()],
            Actions = [.. rest.Select(each => each.action).Distinct()],
            Resources = [.. rest.Select(each => each.resource).Distinct()],
        };
    }

    /// <summary>A pattern covers another where it matches its very letters: <c>s3:*</c> covers <c>s3:Get*</c>, never the other way round, and <c>?</c> no star.</summary>
    private static bool Covers(string pattern, string other)
    {
        var (at, letter, star, resume) = (0, 0, -1, 0);
        while (letter < other.Length)
        {
            if (at < pattern.Length && pattern[at] == '*') (star, resume, at) = (at, letter, at + 1);
            else if (at < pattern.Length && (pattern[at] == other[letter] || (pattern[at] == '?' && other[letter] != '*'))) (at, letter) = (at + 1, letter + 1);
            else if (star >= 0) (at, letter, resume) = (star + 1, resume + 1, resume + 1);
            else return false;
        }
        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
