namespace Kayron.Core.Storage;

/// <summary>Remembers what a destination was told, so that it is told once.</summary>
internal sealed class NoticeRow
{
    public required string Destination { get; set; }
    public required string Key { get; set; }

    /// <summary>When it was last found; what is found no more is forgotten after a while.</summary>
    public DateTimeOffset At { get; set; }
}
