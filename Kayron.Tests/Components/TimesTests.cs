using Kayron.Web.Components.Presentation;

namespace Kayron.Tests.Components;

public sealed class TimesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 14, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(4, "4 s ago")]
    [InlineData(59.9, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(86399, "23 h ago")]
    [InlineData(86400, "yesterday")]
    [InlineData(2 * 86400, "2 days ago")]
    [InlineData(13 * 86400, "13 days ago")]
    [InlineData(14 * 86400, "9 Nov 2026")]
    [InlineData(-30, "in 30 s")]
    [InlineData(-2520, "in 42 min")]
    public void A_moment_is_said_as_people_say_it(double secondsAgo, string words) => Assert.Equal(words, Times.Relative(s_now.AddSeconds(-secondsAgo), s_now));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(2, "2 s")]
    [InlineData(192, "3 min 12 s")]
    [InlineData(400, "6 min 40 s")]
    [InlineData(3600, "1 h")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(100_800, "1 day 4 h")]
    [InlineData(172_800, "2 days")]
    public void A_duration_has_two_units_at_most(double seconds, string words) => Assert.Equal(words, Times.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_moment_itself_is_in_utc_wherever_it_was_noted()
    {
        var noted = new DateTimeOffset(2026, 11, 23, 23, 20, 5, TimeSpan.FromHours(9));
        Assert.Equal("Mon 23 Nov 2026, 14:20:05 UTC", Times.Absolute(noted));
        Assert.Equal("2026-11-23T14:20:05Z", Times.Machine(noted));
    }

    [Fact]
    public void Today_needs_no_date()
    {
        Assert.Equal("09:12", Times.Since(s_now.AddHours(-5).AddMinutes(-8), s_now));
        Assert.Equal("Sun 22 Nov 09:12", Times.Since(s_now.AddHours(-29).AddMinutes(-8), s_now));
    }
}
