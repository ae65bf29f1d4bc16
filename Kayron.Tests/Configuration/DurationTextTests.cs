using Kayron.Core.Configuration;

namespace Kayron.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250ms", 250), InlineData("10s", 10_000), InlineData("1m", 60_000), InlineData("1.5s", 1_500), InlineData("8h", 28_800_000), InlineData("2d", 172_800_000)]
    [InlineData("00:00:10", 10_000), InlineData("1.00:00:00", 86_400_000)]
    public void Is_read(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("10"), InlineData("s"), InlineData("-1s"), InlineData("10 s"), InlineData("ten"), InlineData("-00:00:10"), InlineData("99999999999d"), InlineData("10S"), InlineData("")]
    public void Is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(250, "250ms"), InlineData(10_000, "10s"), InlineData(90_000, "90s"), InlineData(3_600_000, "1h"), InlineData(86_400_000, "1d"), InlineData(0, "0s")]
    public void Is_written_as_short_as_it_can_be_exactly(double milliseconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
