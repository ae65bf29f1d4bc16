using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What happens to a resource, worst first.</summary>
public static class ResourceAction
{
    public static Mark Presentation(string action) => action switch
    {
        "remove" => new(Glyph.Cross, Tone.Fail, "remove"),
        "replace" => new(Glyph.Turning, Tone.Drift, "replace"),
        "maybe-replace" => new(Glyph.Question, Tone.Drift, "may replace"),
        "modify" => new(Glyph.Pencil, Tone.Quiet, "modify"),
        "add" => new(Glyph.Plus, Tone.Quiet, "add"),
        _ => Mark.Quiet(action),
    };

    public static IReadOnlyList<ChangedResource> ByConsequence(IEnumerable<ChangedResource> resources) =>
        [.. resources.OrderBy(resource => Rank(resource.Action)).ThenByDescending(resource => resource.Guarded)];

    /// <summary><c>Removes 1, replaces 2, modifies 4.</c></summary>
    public static string Summary(IReadOnlyList<ChangedResource> resources)
    {
        string[] parts =
        [
            .. new[] { ("remove", "removes"), ("replace", "replaces"), ("maybe-replace", "may replace"), ("modify", "modifies"), ("add", "adds") }
                .Select(verb => (verb.Item2, Count: resources.Count(resource => resource.Action == verb.Item1)))
                .Where(verb => verb.Count > 0)
                .Select(verb => $"{verb.Item1} {verb.Count}"),
        ];
        return parts.Length == 0 ? "Touches no resource." : $"{Words.Capital(string.Join(", ", parts))}.";
    }

    /// <summary>The consequence that an approver has to type the name for.</summary>
    public static string Consequence(string action) => action switch
    {
        "remove" => "is removed with what it holds",
        "maybe-replace" => "may be replaced, and what it holds lost",
        _ => "is replaced, and what it holds lost",
    };

    private static int Rank(string action) => action switch { "remove" => 0, "replace" => 1, "maybe-replace" => 2, "modify" => 3, "add" => 4, _ => 5 };
}
