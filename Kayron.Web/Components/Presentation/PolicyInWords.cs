using Kayron.Core.Configuration;
using Kayron.Core.Policies;

namespace Kayron.Web.Components.Presentation;

/// <param name="Key">Its name in the configuration.</param>
/// <param name="Origin">Why it is so: <c>always</c>, <c>configured</c>, or whose default it is.</param>
public sealed record PolicyInWords(string Key, string Words, string Origin)
{
    /// <summary>What gates an environment's changes, as configured and defaulted, in the order of evaluation.</summary>
    public static IReadOnlyList<PolicyInWords> Of(EnvironmentSettings environment)
    {
        var policies = environment.Policies;
        return
        [
            new("StackStatus", "Nothing starts while the stack cannot take an update.", "always"),
            new("Pause", "A pause by a person holds what is new.", "always"),
            Say("Window", Window(policies.Window)),
            Say("Order", policies.Order.After is { } after ? $"Waits until {after} has verified the same versions, and while it deploys." : "Waits for no other environment."),
            Say("Soak", policies.Soak is { } soak ? $"A version runs verified in {soak.Environment} for {Times.Duration(soak.For)}, without a break, before it is sent." : "Off: a version is sent as soon as its image is there."),
            Say("Retry", policies.Retry.RetryFailed ? "What failed is tried again by itself." : "What failed is not tried again until an input changes."),
            Say("VersionClass", VersionClass(policies.VersionClass)),
            Say("DestructiveChange", Destructive(policies.DestructiveChange)),
            Say("Broadening", policies.Broadening.Enabled ? "Granting more than before needs approval: policies, managed policies, security groups." : "Off: more may be granted without a person."),
            Say("Approval", Approval(policies.Approval)),
        ];

        PolicyInWords Say(string key, string words) =>
            new(key, words, policies.Configured.Contains(key) ? "configured" : $"default of {environment.Tier.ToString().ToLowerInvariant()}");
    }

    public static string ReadsFrom(ReleaseReference reference) => reference switch
    {
        ReleaseReference.LatestRelease => "the latest release",
        ReleaseReference.DefaultBranch => "the default branch",
        _ => "the branch of its name, else the default branch",
    };

    private static string Approval(ApprovalSettings approval)
    {
        if (approval.Required == 0) return "No approval is asked, unless another policy does.";
        var comment = approval.CommentRequired ? ", each with a comment" : "";
        var expires = approval.Expires is { } span ? $" They expire after {Times.Duration(span)}." : "";
        return $"{Presentation.Words.Capital(Presentation.Words.Number(approval.Required))} {(approval.Required == 1 ? "approval" : "distinct people")} for every change{comment}.{(approval.PreventSelf ? " Nobody approves their own work." : "")}{expires}";
    }

    private static string Destructive(DestructiveChangeSettings destructive) => destructive.Enabled
        ? $"Removing or replacing what holds state needs approval, and its name typed: {destructive.GuardedTypes.Count} guarded types."
        : "Off: what holds state may be removed or replaced without a person.";

    private static string Window(WindowSettings windows)
    {
        if (windows is { Allow.Count: 0, Deny.Count: 0 }) return "Changes start at any time.";
        var allow = windows.Allow.Count > 0 ? $"Changes start {List(windows.Allow)}, and at any time on other days." : "Changes start at any time.";
        return windows.Deny.Count > 0 ? $"{allow} Never {List(windows.Deny)}." : allow;
    }

    private static string List(IReadOnlyList<TimeWindow> windows) => string.Join(", ", windows.Select(WindowWords.Describe));

    private static string VersionClass(VersionClassSettings settings)
    {
        if (!settings.IsOn) return "Off: every step of a version is taken by itself.";
        (string Name, VersionGate Gate)[] steps =
        [
            ("patch", settings.Patch), ("minor", settings.Minor), ("major", settings.Major), ("prerelease", settings.Prerelease), ("branch", settings.Branch), ("downgrade", settings.Downgrade),
        ];
        var sentences = steps.GroupBy(step => step.Gate, step => step.Name).OrderBy(group => group.Key).Select(group => $"{Presentation.Words.Capital(Presentation.Words.Names([.. group], 6))} {Needs(group.Key, group.Count())}.");
        return string.Join(' ', sentences);
    }

    private static string Needs(VersionGate gate, int steps) => gate switch
    {
        VersionGate.Auto => steps == 1 ? "goes by itself" : "go by themselves",
        VersionGate.Approve => steps == 1 ? "needs approval" : "need approval",
        _ => steps == 1 ? "is denied" : "are denied",
    };
}
