namespace Kayron.Tests.Components;

/// <summary>Every page of the dashboard, as the fakes' world shows it.</summary>
public static class Pages
{
    /// <summary>One of each kind: the parts are the same on the rest.</summary>
    public static IEnumerable<(string Name, string Path)> Distinct => All.Where(page => page.Name is not ("change-superseded" or "change-failed" or "change" or "deployment" or "deployment-verified" or "environment" or "environment-degraded" or "runs"));

    public static IReadOnlyList<(string Name, string Path)> All { get; } =
    [
        ("overview", "/"),
        ("change", "/changes/ch-production"),
        ("change-destructive", "/changes/ch-destructive"),
        ("change-superseded", "/changes/ch-superseded"),
        ("change-failed", "/changes/ch-search"),
        ("deployment", "/deployments/214"),
        ("deployment-failed", "/deployments/212"),
        ("deployment-verified", "/deployments/211"),
        ("deployments", "/deployments"),
        ("previews", "/previews"),
        ("runs", "/runs"),
        ("outbox", "/outbox"),
        ("environment", "/environments/production"),
        ("environment-paused", "/environments/testing"),
        ("environment-degraded", "/environments/staging"),
        ("release", "/environments/production/releases/api"),
        ("search", "/search?q=api"),
        ("policies", "/policies"),
        ("images", "/images"),
        ("claims", "/claims"),
        ("audit", "/audit"),
        ("settings", "/settings"),
        ("people", "/settings/people"),
        ("sandbox", "/sandbox"),
        ("sign-in", "/sign-in?failed=person"),
        ("not-found", "/nowhere"),
    ];
}
