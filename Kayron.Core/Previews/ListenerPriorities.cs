namespace Kayron.Core.Previews;

/// <summary>
/// Gives previews the priorities of their listener rules: the first free one behind their service's own rule. What a preview was given stays its own, whatever others
/// come and go; rules of all templates count, because services share a listener.
/// </summary>
public sealed class ListenerPriorities(IEnumerable<int> ofTemplates, IEnumerable<Preview> remembered)
{
    /// <summary>What a load balancer takes.</summary>
    private const int Highest = 50_000;

    private readonly HashSet<int> _ofTemplates = [.. ofTemplates];
    private readonly Dictionary<int, string> _given = remembered.Where(preview => preview.Priority is not null)
        .OrderBy(preview => preview.PullRequest).DistinctBy(preview => preview.Priority).ToDictionary(preview => preview.Priority!.Value, preview => preview.Key);

    /// <param name="before">What it was given earlier.</param>
    /// <param name="own">Priority of the service's own rule.</param>
    /// <returns>Null where none is left.</returns>
    public int? Give(string key, int? before, int own)
    {
        if (before is { } kept && !_ofTemplates.Contains(kept) && _given.GetValueOrDefault(kept) == key) return kept;
        for (var candidate = own + 1; candidate <= Highest; candidate++)
        {
            if (!_ofTemplates.Contains(candidate) && _given.TryAdd(candidate, key)) return candidate;
        }
        return null;
    }
}
