using System.Text.RegularExpressions;
using Kayron.Tests.Architecture;
using Kayron.Web.Components.Layout;

namespace Kayron.Tests.Components;

public sealed partial class ThemeTests
{
    [Fact]
    public void MudBlazor_has_the_same_colours_as_the_rest()
    {
        var (light, dark) = (Tokens(":root{"), Tokens(":root[data-theme=dark]{"));
        var (lightPalette, darkPalette) = (DashboardTheme.Light.PaletteLight, DashboardTheme.Dark.PaletteDark);
        Assert.Equal(
            [light["accent"], light["ink"], light["ink-2"], light["paper"], light["ground"], light["line"], light["fail"], light["wait"], light["drift"], light["ok"]],
            new[]
            {
                lightPalette.Primary, lightPalette.TextPrimary, lightPalette.TextSecondary, lightPalette.Surface, lightPalette.Background, lightPalette.Divider,
                lightPalette.Error, lightPalette.Info, lightPalette.Warning, lightPalette.Success,
            }.Select(colour => colour.Value[..7]));
        Assert.Equal(
            [dark["accent"], dark["ink"], dark["ink-2"], dark["paper"], dark["ground"], dark["line"], dark["fail"], dark["wait"], dark["drift"], dark["ok"]],
            new[]
            {
                darkPalette.Primary, darkPalette.TextPrimary, darkPalette.TextSecondary, darkPalette.Surface, darkPalette.Background, darkPalette.Divider,
                darkPalette.Error, darkPalette.Info, darkPalette.Warning, darkPalette.Success,
            }.Select(colour => colour.Value[..7]));
    }

    private static Dictionary<string, string> Tokens(string rule)
    {
        var css = File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot", "app.css"));
        var start = css.IndexOf(rule, StringComparison.Ordinal);
        return Token().Matches(css[start..css.IndexOf('}', start)]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["colour"].Value);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+):(?<colour>#[0-9a-f]{6})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
