using Kayron.Web.Components.Presentation;

namespace Kayron.Web.Components.Layout;

/// <summary>The navigation, in order.</summary>
/// <param name="Key">After <c>g</c>.</param>
public sealed record Destination(string Name, string Href, char Key)
{
    public static IReadOnlyList<Destination> All { get; } =
    [
        new("Overview", Paths.Overview, 'o'),
        new("Deployments", Paths.Deployments, 'd'),
        new("Runs", Paths.Runs, 'r'),
        new("Policies", Paths.Policies, 'p'),
    ];
}
