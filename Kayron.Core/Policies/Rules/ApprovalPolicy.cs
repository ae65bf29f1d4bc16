namespace Kayron.Core.Policies.Rules;

/// <summary>As many distinct people as configured must approve exactly this change; where <c>PreventSelf</c> holds, none of those whose work it is.</summary>
public sealed class ApprovalPolicy : IPolicy
{
    public string Name => "Approval";

    public Decision Judge(ChangeFacts facts)
    {
        if (facts.Environment.Policies.Approval.Required == 0) return new Decision(Name, Verdict.Allow, "Asks for no approval");
        var (required, given) = (facts.RequiredWhereAsked, facts.Approvers);
        return given.Count >= required
            ? new Decision(Name, Verdict.Allow, $"Approved by {string.Join(", ", given.Select(approval => approval.Name))}", Evidence(facts), null, required)
            : new Decision(Name, Verdict.Approve, $"{given.Count} of {required} approvals", Evidence(facts), facts.Expires, required);
    }

    private static string? Evidence(ChangeFacts facts)
    {
        var said = facts.Approvers.Select(approval => approval.Comment is { } comment ? $"{approval.Name}: “{comment}”" : approval.Name);
        var prevented = facts.Environment.Policies.Approval.PreventSelf ? Prevented(facts) : [];
        string[] evidence = [.. said, .. prevented];
        return evidence.Length == 0 ? null : string.Join("; ", evidence);
    }

    private static IEnumerable<string> Prevented(ChangeFacts facts)
    {
        if (facts.People.Known.Count > 0) yield return $"their own work, no approvers: {string.Join(", ", facts.People.Known.Select(person => $"{person.Login} ({person.What})"))}";
        if (facts.Doubts.Any()) yield return $"one approval more, because {string.Join(", and ", facts.Doubts)}";
    }
}
