namespace Kayron.Web.Components.Presentation;

/// <summary>Whether what runs is what was approved.</summary>
public static class VerificationState
{
    public static Mark Presentation(string state) => state switch
    {
        "verified" => Mark.Ok("verified"),
        "failed" => Mark.Fail("not verified"),
        _ => new(Glyph.Clock, Tone.Quiet, "to be verified"),
    };
}
