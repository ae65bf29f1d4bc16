namespace Kayron.Core.Policies;

/// <summary>
/// What goes back goes alone: a rollback passes gates that others do not, so nothing else may ride along, and nothing else should be in the way of it. The
/// others follow right after.
/// </summary>
public static class RollbackFirst
{
    public const string Rule = "Rollback";

    public static IReadOnlyList<ChosenRelease> Hold(IReadOnlyList<ChosenRelease> releases)
    {
        var back = releases.Where(release => release.IsRollback).Select(release => release.Name).ToList();
        return back.Count == 0 ? releases : [.. releases.Select(release => release is { Moves: true, IsRollback: false } ? Hold(release, back) : release)];
    }

    private static ChosenRelease Hold(ChosenRelease release, List<string> back)
    {
        var decision = new ServiceDecision(Rule, Verdict.Hold, $"waits until {string.Join(" and ", back)} went back");
        return release.Hold(decision.State, decision.Reason) with { Decisions = [.. release.Decisions, decision] };
    }
}
