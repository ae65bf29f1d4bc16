namespace Kayron.Core.Policies;

public static class Verdicts
{
    /// <summary>As API, metrics and database have it: <c>allow</c>.</summary>
    public static string Name(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>The decision that counts: the strictest, the first of equals.</summary>
    public static Decision Strictest(IReadOnlyList<Decision> decisions) =>
        decisions.Count == 0
            ? new Decision("Policies", Verdict.Deny, "nothing was decided")
            : decisions.Aggregate((strictest, decision) => decision.Verdict > strictest.Verdict ? decision : strictest);
}
