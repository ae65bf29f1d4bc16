namespace Kayron.Core.Changes;

/// <summary>States as the API spells them: <c>AwaitingApproval</c> → <c>awaiting-approval</c>.</summary>
public static class ChangeStates
{
    private static readonly Dictionary<string, ChangeState> ByName = Enum.GetValues<ChangeState>().ToDictionary(Name);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static string Name(ChangeState state) => state == ChangeState.AwaitingApproval ? "awaiting-approval" : state.ToString().ToLowerInvariant();

    public static ChangeState? Parse(string name) => ByName.TryGetValue(name, out var state) ? state : null;
}
