namespace Kayron.Core.Configuration;

/// <summary>Finds what somebody probably meant.</summary>
public static class Spelling
{
    /// <param name="furthest">Edits that still count as a slip of the finger; default a third of the word.</param>
    public static string? Nearest(string word, IEnumerable<string> known, int? furthest = null)
    {
        var limit = furthest ?? Math.Max(2, word.Length / 3);
        return known.Select(candidate => (Candidate: candidate, Distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein: insertions, deletions and substitutions between two words.</summary>
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(substitution, Math.Min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
