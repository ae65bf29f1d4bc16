namespace Kayron.Web.Components.Presentation;

/// <summary>Colour is for what differs; quiet is what needs nobody.</summary>
public enum Tone
{
    Quiet,
    /// <summary>Differs, and moves by itself.</summary>
    Drift,
    /// <summary>Waits for a person.</summary>
    Wait,
    /// <summary>Held on purpose.</summary>
    Held,
    /// <summary>Running now.</summary>
    Run,
    Fail,
    /// <summary>Ended well.</summary>
    Ok,
}

/// <summary>How a state looks: never colour alone, always with an icon and words.</summary>
public sealed record Mark(Glyph Glyph, Tone Tone, string Words)
{
    public string Class => Tone.ToString().ToLowerInvariant();

    public static Mark Quiet(string words) => new(Glyph.Minus, Tone.Quiet, words);
    public static Mark Drift(string words) => new(Glyph.Arrows, Tone.Drift, words);
    public static Mark Wait(string words) => new(Glyph.Clock, Tone.Wait, words);
    public static Mark Held(string words) => new(Glyph.Pause, Tone.Held, words);
    public static Mark Run(string words) => new(Glyph.Turning, Tone.Run, words);
    public static Mark Fail(string words) => new(Glyph.Warning, Tone.Fail, words);
    public static Mark Ok(string words) => new(Glyph.Check, Tone.Ok, words);
}
