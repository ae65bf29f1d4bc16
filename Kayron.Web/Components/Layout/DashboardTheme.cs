using MudBlazor;

namespace Kayron.Web.Components.Layout;

/// <summary>The tokens of <c>app.css</c> for MudBlazor's components, light and dark.</summary>
public static class DashboardTheme
{
    private static readonly string[] Sans = ["Inter", "Segoe UI", "system-ui", "-apple-system", "DejaVu Sans", "sans-serif"];

    public static MudTheme Light { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6e6e", PrimaryContrastText = "#ffffff", Secondary = "#4a5366", Info = "#1f5fbf", Success = "#2f6b3c", Warning = "#8a5200", Error = "#b3261e",
            TextPrimary = "#1a1f2b", TextSecondary = "#4a5366", ActionDefault = "#4a5366", Background = "#f6f7f9", Surface = "#ffffff",
            AppbarBackground = "#ffffff", AppbarText = "#1a1f2b", LinesDefault = "#e3e6ec", LinesInputs = "#8b93a5", TableLines = "#eef0f4", Divider = "#e3e6ec",
        },
        Typography = Text(), LayoutProperties = Layout(),
    };

    /// <summary>Both are in the page; the attribute that <c>theme.js</c> sets before the first paint chooses.</summary>
    public static MudTheme Dark { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Primary = "#4cc2bb", PrimaryContrastText = "#06201f", Secondary = "#b4bccb", Info = "#8ab6ff", Success = "#86cf97", Warning = "#f0b45a", Error = "#ff8d84",
            TextPrimary = "#e8ebf1", TextSecondary = "#b4bccb", ActionDefault = "#b4bccb", Background = "#10131a", Surface = "#171b23",
            AppbarBackground = "#171b23", AppbarText = "#e8ebf1", LinesDefault = "#2a303c", LinesInputs = "#6d778b", TableLines = "#222833", Divider = "#2a303c",
        },
        Typography = Text(), LayoutProperties = Layout(), PseudoCss = new PseudoCss { Scope = ":root[data-theme=dark]" },
    };

    private static LayoutProperties Layout() => new() { DefaultBorderRadius = "8px" };

    private static Typography Text() => new()
    {
        Default = new DefaultTypography { FontFamily = Sans, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
        Body1 = new Body1Typography { FontFamily = Sans, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
        Body2 = new Body2Typography { FontFamily = Sans, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
        Subtitle1 = new Subtitle1Typography { FontFamily = Sans, FontSize = "14px", LetterSpacing = "normal" },
        H6 = new H6Typography { FontFamily = Sans, FontSize = "16px", FontWeight = "600", LetterSpacing = "normal" },
        Button = new ButtonTypography { FontFamily = Sans, FontSize = "14px", FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
        Caption = new CaptionTypography { FontFamily = Sans, FontSize = "12px", LetterSpacing = "normal" },
    };
}
