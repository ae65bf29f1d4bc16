namespace Kayron.Core.Policies.Rules;

/// <summary>As many distinct people as configured must approve exactly this change.</summary>
public sealed class ApprovalPolicy : IPolicy
{
    public string Name => "Approval";

    public Decision Judge(ChangeFacts facts)
    {
        var required = facts.Environment.Policies.Approval.Required;
        if (required == 0) return new Decision(Name, Verdict.Allow, "Asks for no approval");
        var given = facts.Approvers;
        var evidence = given.Count == 0 ? null : string.Join("; ", given.Select(approval => approval.Comment is { } comment ? $"{approval.Name}: “{comment}”" : approval.Name));
        return given.Count >= required
            ? new Decision(Name, Verdict.Allow, $"Approved by {string.Join(", ", given.Select(approval => approval.Name))}", evidence, null, required)
            : new Decision(Name, Verdict.Approve, $"{given.Count} of {required} approvals", evidence, null, required);
    }
}
