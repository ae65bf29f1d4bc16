using Kayron.Core.Queries;

namespace Kayron.Core.Policies;

/// <summary>Who or what can let something pass a gate. Pure.</summary>
public static class Unblocking
{
    /// <param name="gate">Name of a service rule, a policy or a step of the loop.</param>
    /// <returns>One sentence; null where the gate is met.</returns>
    public static string? Of(string gate, DecisionView decision, string environment) => decision.Verdict == "allow" ? null : (gate, decision.Verdict) switch
    {
        ("Service pause" or "Pause", _) when decision.Until is not null => $"By itself when the pause ends, or an operator of {environment} who resumes it",
        ("Service pause" or "Pause", _) => $"An operator of {environment} who resumes it",
        ("Quarantine", _) => $"Another version in the definition, or an approver of {environment} who ends the quarantine",
        ("Definition", _) => "Whoever changes the release's definition",
        ("Image", _) => "Whoever builds the image: it goes on by itself once the registry has it",
        ("Soak", _) => "By itself, once it has run there long enough",
        ("Order", _) => "By itself, once the environment before it is done",
        (RollbackFirst.Rule, _) => "By itself, right after the rollback",
        ("StackStatus", "hold") => "By itself, once CloudFormation is done",
        ("StackStatus", _) => "Somebody with access to the AWS account",
        ("Window", _) => $"By itself when the window opens, or an administrator of {environment} who overrides it",
        ("Retry", _) => $"Another version, template or parameter, or an operator of {environment} who has it tried again",
        ("ChangeSet", _) => "Whoever mends the templates or the parameters",
        ("Rejection", _) => "Another version, template or parameter",
        ("Plan", _) => "Whoever changes what it names",
        ("Look", _) => "By itself, once it can be read again",
        ("Change" or "Deployment", _) => "Nobody has to: it goes on by itself",
        (_, "approve") => $"An approver of {environment}",
        (_, "unknown") => "By itself, once CloudFormation has made its change set",
        (_, "hold") => decision.Until is null ? $"An administrator of {environment} who overrides it" : "By itself, in time",
        _ => $"Another change, or an administrator of {environment} who overrides it",
    };
}
