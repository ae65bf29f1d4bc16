namespace Kayron.Web.Components.Presentation;

public enum Glyph { Check, Arrows, Clock, Pause, Turning, Warning, Lock, Minus, Plus, Cross, Pencil, Search, Menu, Down, Question }

public static class Glyphs
{
    /// <summary>Path data in a 16 × 16 box, drawn as strokes.</summary>
    public static string Path(Glyph glyph) => glyph switch
    {
        Glyph.Check => "M3.5 8.5l3 3 6-7",
        Glyph.Arrows => "M3 5h8M8 2l3 3-3 3M13 11H5M8 8l-3 3 3 3",
        Glyph.Clock => "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2 1.3",
        Glyph.Pause => "M5.5 3.5v9M10.5 3.5v9",
        Glyph.Turning => "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3",
        Glyph.Warning => "M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.1",
        Glyph.Lock => "M4.5 7h7a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M5.5 7V5a2.5 2.5 0 0 1 5 0v2",
        Glyph.Minus => "M4 8h8",
        Glyph.Plus => "M4 8h8M8 4v8",
        Glyph.Cross => "M4 4l8 8M12 4l-8 8",
        Glyph.Pencil => "M3 13l.6-3L10.5 3.1l2.4 2.4L6 12.4zM9 4.6l2.4 2.4",
        Glyph.Search => "M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4M10.2 10.2l3 3",
        Glyph.Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
        Glyph.Down => "M4.5 6.5L8 10l3.5-3.5",
        Glyph.Question => "M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.6M8 12.2v.1",
        _ => throw new ArgumentOutOfRangeException(nameof(glyph), glyph, "no path is drawn for it"),
    };
}
