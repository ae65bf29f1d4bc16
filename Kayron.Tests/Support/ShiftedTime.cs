namespace Kayron.Tests.Support;

/// <summary>The machine's time, which a test can move on. Timers run as they do anyway.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public override long GetTimestamp() => System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds * TimestampFrequency);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
