using Kayron.Web.Components.Presentation;

namespace Kayron.Web.Components.Layout;

/// <summary>The navigation, in order.</summary>
/// <param name="Key">After <c>g</c>.</param>
/// <param name="Within">Other addresses that are reached through it.</param>
public sealed record Destination(string Name, string Href, char Key, params IReadOnlyList<string> Within)
{
    public static IReadOnlyList<Destination> All { get; } =
    [
        new("Overview", Paths.Overview, 'o', "/environments/", "/changes/"),
        new("Deployments", Paths.Deployments, 'd'),
        new("Runs", Paths.Runs, 'r'),
        new("Policies", Paths.Policies, 'p'),
        new("Images", Paths.Images, 'i'),
    ];

    public bool Covers(string path) =>
        path == Href || (Href != Paths.Overview && path.StartsWith($"{Href}/", StringComparison.Ordinal)) || Within.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
}
