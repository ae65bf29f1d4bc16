using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    private const string Refused = "the token in KAYRON_GITHUB_TOKEN (Kayron:GitHub:Token) may not write to acme/search: GitHub says \"Resource not accessible by personal access token\"; it needs the permission Deployments: write";

    /// <summary>One that cannot be told, one that is tried again, one on its way.</summary>
    public static List<OutboxView> SomeMessages() =>
    [
        new(3, "github-deployment", "acme/search v0.9.4 in staging: failure", "staging", "deployments/212", "failed", 1, Refused, Ago(12), null),
        new(2, "github-comment", "previews on acme/web#1203", "testing", null, "pending", 4, "GitHub failed to answer about acme/web: status 502", Ago(3), Now.AddMinutes(1)),
        new(1, "slack", "production waits for an approval", null, "changes/ch-production", "pending", 0, null, Now, Now),
    ];

    private static IReadOnlyList<ToldView> SomeTold() =>
    [
        new("search", "https://github.com/acme/search/deployments/staging", "in_progress", Refused, Pending: false),
        new("web", "https://github.com/acme/web/deployments/staging", "failure", null, Pending: false),
    ];
}
