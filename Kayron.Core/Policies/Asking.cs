namespace Kayron.Core.Policies;

/// <summary>How a policy asks for people.</summary>
internal static class Asking
{
    /// <summary>Approve until as many distinct people have approved as the environment asks for, at least one; then allow.</summary>
    public static Decision People(string policy, ChangeFacts facts, string question, string? evidence)
    {
        var required = facts.RequiredWhereAsked;
        return facts.Approvers.Count >= required
            ? new Decision(policy, Verdict.Allow, $"Approved by {string.Join(", ", facts.Approvers.Select(approval => approval.Name))}", evidence, null, required)
            : new Decision(policy, Verdict.Approve, question, evidence, null, required);
    }
}
