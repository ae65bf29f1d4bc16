using System.Collections.Concurrent;

namespace Kayron.Sandbox.GitHub;

/// <summary>Who of the organisation is in which of its teams, by slug. Everybody is in <c>engineering</c>.</summary>
public sealed class Teams
{
    private const string OfEverybody = "engineering";

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _teams = new(new Dictionary<string, IReadOnlyList<string>>
    {
        ["ada"] = ["platform"], ["grace"] = ["operations"], ["margaret"] = ["platform", "administrators"],
    });

    public IReadOnlyList<string> Of(string login) => [OfEverybody, .. _teams.GetValueOrDefault(login) ?? []];

    public void Set(string login, IReadOnlyList<string> teams) => _teams[login] = teams;
}
