using Kayron.Core.Configuration;

namespace Kayron.Web.Components.Presentation;

/// <param name="Key">Its name in the configuration.</param>
public sealed record PolicyInWords(string Key, string Words)
{
    /// <summary>What gates an environment's changes, as configured and defaulted.</summary>
    public static IReadOnlyList<PolicyInWords> Of(EnvironmentSettings environment) =>
    [
        new("StackStatus", "Always on: nothing starts while the stack cannot take an update."),
        new("Pause", "Always on: a pause by a person holds what is new."),
        new("Approval", Approval(environment.Policies.Approval)),
        new("DestructiveChange", Destructive(environment.Policies.DestructiveChange)),
        new("Retry", environment.Policies.Retry.RetryFailed ? "What failed is tried again by itself." : "What failed is not tried again until an input changes."),
    ];

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
        return $"{Presentation.Words.Capital(Presentation.Words.Number(approval.Required))} {(approval.Required == 1 ? "approval" : "distinct people")} for every change{comment}.{expires}";
    }

    private static string Destructive(DestructiveChangeSettings destructive) => destructive.Enabled
        ? $"Removing or replacing what holds state needs approval, and its name typed: {destructive.GuardedTypes.Count} guarded types."
        : "Off: what holds state may be removed or replaced without a person.";
}
