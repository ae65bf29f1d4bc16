using Kayron.Web.Components.Presentation;

namespace Kayron.Web.Components.Layout;

/// <summary>The navigation, in order.</summary>
/// <param name="Key">After <c>g</c>.</param>
/// <param name="Within">Other addresses that are reached through it.</param>
public sealed record Destination(string Name, string Href, char Key, params IReadOnlyList<string> Within)
{
    /// <summary>Always in sight: what people come for every day.</summary>
    public static IReadOnlyList<Destination> Main { get; } =
    [
        new("Overview", Paths.Overview, 'o', "/environments/", "/changes/"),
        new("Deployments", Paths.Deployments, 'd'),
        new("Previews", Paths.Previews, 'v'),
        new("Policies", Paths.Policies, 'p'),
    ];

    /// <summary>Behind "More": what is looked up now and then.</summary>
    public static IReadOnlyList<Destination> More { get; } =
    [
        new("Runs", Paths.Runs, 'r'),
        new("Images", Paths.Images, 'i'),
        new("Claims", Paths.Claims, 'c'),
        new("Audit", Paths.Audit, 'u'),
        new("Settings", Paths.Settings, 's'),
    ];

    public static IReadOnlyList<Destination> All { get; } = [.. Main, .. More];

    public bool Covers(string path) =>
        path == Href || (Href != Paths.Overview && path.StartsWith($"{Href}/", StringComparison.Ordinal)) || Within.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
}
