namespace Kayron.Tests.Components;

/// <summary>Every page of the dashboard, as the fakes' world shows it.</summary>
public static class Pages
{
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
        ("runs", "/runs"),
        ("not-found", "/nowhere"),
    ];
}
