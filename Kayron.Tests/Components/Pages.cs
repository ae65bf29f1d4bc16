namespace Kayron.Tests.Components;

/// <summary>Every page of the dashboard, as the fakes' world shows it.</summary>
public static class Pages
{
    public static IReadOnlyList<(string Name, string Path)> All { get; } =
    [
        ("overview", "/"),
        ("not-found", "/nowhere"),
    ];
}
