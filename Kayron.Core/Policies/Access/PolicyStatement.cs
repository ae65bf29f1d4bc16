namespace Kayron.Core.Policies.Access;

/// <summary>One statement in one form, whatever form it was written in.</summary>
/// <param name="Principals">Empty text for a statement without; null: all but some.</param>
/// <param name="Actions">Lower case; null: all but some.</param>
/// <param name="Resources">Null: all but some.</param>
/// <param name="Conditions">Values by operator and key; all of them must hold.</param>
/// <param name="Canonical">The same for statements that mean the same.</param>
internal sealed record PolicyStatement(
    bool Allows, IReadOnlyList<string>? Principals, IReadOnlyList<string>? Actions, IReadOnlyList<string>? Resources, IReadOnlyDictionary<string, string> Conditions, string Canonical)
{
    public static PolicyStatement Everything { get; } = Of(true, ["*"], ["*"], ["*"], new Dictionary<string, string>());

    public bool SaysWhichNot => Principals is null || Actions is null || Resources is null;

    /// <param name="negations">What it says in the negative.</param>
    public static PolicyStatement Of(
        bool allows, IReadOnlyList<string>? principals, IReadOnlyList<string>? actions, IReadOnlyList<string>? resources, IReadOnlyDictionary<string, string> conditions, string negations = "") =>
        new(allows, principals, actions, resources, conditions, string.Join('|', allows, Sorted(principals), Sorted(actions), Sorted(resources), Sorted([.. conditions.Select(pair => $"{pair.Key}={pair.Value}")]), negations));

    public override string ToString()
    {
        var resources = Resources is [""] ? "" : $" on {Few(Resources)}";
        var principals = Principals is [""] ? "" : $" to {Few(Principals)}";
        return $"{Few(Actions)}{resources}{principals}{(Conditions.Count > 0 ? " under conditions" : "")}";
    }

    private static string Few(IReadOnlyList<string>? names) => names switch
    {
        null => "all but some",
        { Count: > 3 } => $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more",
        _ => string.Join(", ", names),
    };

    private static string Sorted(IReadOnlyList<string>? texts) => texts is null ? "-" : string.Join(',', texts.Order(StringComparer.Ordinal));
}
