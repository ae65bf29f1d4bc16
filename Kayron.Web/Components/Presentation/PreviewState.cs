using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>How a preview looks.</summary>
public static class PreviewState
{
    public static IReadOnlyList<(string Value, string Words)> All { get; } =
    [
        ("ready", "Ready"), ("updating", "Updating"), ("waiting-for-image", "Image not pushed yet"), ("failed", "Failed"), ("refused", "Refused"), ("left-out", "Left out"), ("removing", "Going"),
    ];

    public static Mark Presentation(PreviewView preview) => preview.State switch
    {
        "ready" => Mark.Quiet("ready"),
        "updating" => preview.Reason == "is being deployed" ? Mark.Run("deploying") : Mark.Drift("updating"),
        "waiting-for-image" => Mark.Drift("image not pushed yet"),
        "failed" => Mark.Fail("failed"),
        "refused" => Mark.Fail("refused"),
        "left-out" => Mark.Held("left out"),
        "removing" => Mark.Drift("going"),
        _ => Mark.Quiet(preview.State),
    };

    /// <summary>The reason, unless it says no more than the state.</summary>
    public static string? Reason(PreviewView preview) => preview.Reason is null or "is being deployed" ? null : preview.Reason;
}
