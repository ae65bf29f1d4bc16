using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Kayron.Web.Components.Layout;

/// <summary>A link that is marked on every page reached through it, not only where the address begins alike.</summary>
public sealed class DestinationLink : NavLink
{
    [Parameter, EditorRequired] public Func<string, bool> Covers { get; set; } = default!;

    protected override bool ShouldMatch(string uriAbsolute) => Covers(new Uri(uriAbsolute).AbsolutePath);
}
