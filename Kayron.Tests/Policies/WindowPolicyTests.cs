using CsCheck;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Rules;
using Kayron.Tests.Support;
using NodaTime;
using NodaTime.Text;

namespace Kayron.Tests.Policies;

public sealed class WindowPolicyTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"];
    private static readonly LocalDate Start = new(2026, 11, 23);
    private static readonly TimeWindow Office = Window("Europe/Berlin", "09:00", "17:00", IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday);
    private static readonly TimeWindow Night = Window("UTC", "22:00", "06:00", IsoDayOfWeek.Friday);
    private static readonly TimeWindow Friday = Window("Europe/Berlin", "00:00", "00:00", IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday);
    private static readonly TimeWindow Holidays = Window("Europe/Berlin", "00:00", "00:00") with { FromDate = new LocalDate(2026, 12, 20), ToDate = new LocalDate(2027, 1, 2), Reason = "holidays" };

    public static TheoryData<TimeWindow[], TimeWindow[], string, Verdict, string?, string> Moments() => new()
    {
        { [], [], "2026-11-23T03:00Z", Verdict.Allow, null, "Open at any time" },
        // Berlin is an hour ahead of UTC in winter.
        { [Office], [], "2026-11-23T07:59Z", Verdict.Hold, "2026-11-23T08:00Z", "closed until Mon 09:00 Berlin" },
        { [Office], [], "2026-11-23T08:00Z", Verdict.Allow, "2026-11-23T16:00Z", "Window is open" },
        { [Office], [], "2026-11-23T15:59Z", Verdict.Allow, "2026-11-23T16:00Z", "Window is open" },
        { [Office], [], "2026-11-23T16:00Z", Verdict.Hold, "2026-11-24T08:00Z", "closed until Tue 09:00 Berlin" },
        // No allow window begins on a Friday: it is open all day, until midnight brings the next Monday.
        { [Office], [], "2026-11-27T17:00Z", Verdict.Allow, "2026-11-29T23:00Z", "Window is open" },
        { [Office], [Friday], "2026-11-27T17:00Z", Verdict.Hold, "2026-11-30T08:00Z", "closed until Mon 09:00 Berlin" },
        { [Office], [], "2026-07-06T06:59Z", Verdict.Hold, "2026-07-06T07:00Z", "closed until Mon 09:00 Berlin" },
        // Over midnight a window belongs to the day on which it begins.
        { [Night], [], "2026-11-27T21:00Z", Verdict.Hold, "2026-11-27T22:00Z", "closed until Fri 22:00 UTC" },
        { [Night], [], "2026-11-27T23:00Z", Verdict.Allow, "2026-12-04T00:00Z", "Window is open" },
        { [], [Night], "2026-11-28T05:00Z", Verdict.Hold, "2026-11-28T06:00Z", "closed until Sat 06:00 UTC" },
        { [], [Night], "2026-11-28T06:00Z", Verdict.Allow, "2026-12-04T22:00Z", "Window is open" },
        // A deny window wins over an open allow window, and says why.
        { [Office], [Holidays], "2026-12-21T10:00Z", Verdict.Hold, "2027-01-02T23:00Z", "closed until 3 Jan 2027 00:00 Berlin: holidays" },
        { [], [Holidays], "2026-12-31T00:00Z", Verdict.Hold, "2027-01-02T23:00Z", "closed until Sun 00:00 Berlin: holidays" },
        { [], [Holidays], "2026-11-23T00:00Z", Verdict.Allow, "2026-12-19T23:00Z", "Window is open" },
        { [], [Holidays], "2027-01-03T00:00Z", Verdict.Allow, null, "Window is open" },
        { [], [Window("UTC", "00:00", "00:00")], "2026-11-23T00:00Z", Verdict.Hold, null, "closed for good: no window ever opens" },
        { [], [Window("UTC", "00:00", "00:00") with { FromDate = new LocalDate(2199, 12, 31) }], "2026-11-23T00:00Z", Verdict.Allow, "2199-12-31T00:00Z", "Window is open" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Changes_start_only_while_a_window_lets_them(TimeWindow[] allow, TimeWindow[] deny, string now, Verdict verdict, string? until, string reason)
    {
        var decision = Judge(new WindowSettings(allow, deny), now);
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
        Assert.Equal(until is null ? null : Moment(until), decision.Until);
    }

    /// <summary>In Berlin clocks skip 02:00 to 03:00 on 28 March 2027 and show it twice on 31 October 2027.</summary>
    [Theory]
    [InlineData("02:15", "02:45", "2027-03-28T00:00Z", "2027-03-29T00:15Z")]
    [InlineData("02:30", "04:00", "2027-03-28T00:00Z", "2027-03-28T01:00Z")]
    [InlineData("02:30", "04:00", "2027-03-28T01:00Z", "2027-03-28T02:00Z")]
    [InlineData("02:15", "02:45", "2027-10-31T00:00Z", "2027-10-31T00:15Z")]
    [InlineData("02:15", "02:45", "2027-10-31T00:50Z", "2027-10-31T01:15Z")]
    [InlineData("01:30", "02:30", "2027-10-31T00:00Z", "2027-10-31T00:30Z")]
    [InlineData("01:30", "02:30", "2027-10-31T00:45Z", "2027-10-31T01:00Z")]
    public void A_window_follows_the_clock_on_the_wall_when_it_is_changed(string from, string to, string now, string until) =>
        Assert.Equal(Moment(until), Judge(new WindowSettings([Window("Europe/Berlin", from, to)], []), now).Until);

    [Fact]
    public void What_was_seen_is_told_in_words() => Assert.Equal(
        "opens Mon–Thu 09:00–17:00 Berlin, Fri 22:00–06:00 UTC; closed 20 Dec 2026 to 2 Jan 2027 Berlin (holidays)",
        Judge(new WindowSettings([Office, Night], [Holidays]), "2026-11-23T00:00Z").Evidence);

    [Fact]
    public void The_next_change_is_the_first_instant_at_which_the_answer_is_another() => Schedules.Sample(schedule =>
    {
        var (windows, now) = schedule;
        var open = WindowSchedule.IsOpen(windows, now);
        var next = WindowSchedule.NextChange(windows, now);
        Assert.True(next is null || next > now);
        if (next is { } change) Assert.NotEqual(open, WindowSchedule.IsOpen(windows, change));
        // All that is drawn lies on quarters of an hour, so that nothing hides between them.
        var quarter = Duration.FromMinutes(15);
        var end = next ?? now + Duration.FromDays(400);
        var step = Duration.Max(quarter, Duration.FromTicks(Math.Ceiling((end - now) / quarter / 2_000) * quarter.TotalTicks));
        for (var moment = now; moment < end; moment += step) Assert.Equal(open, WindowSchedule.IsOpen(windows, moment));
        if (next is not null) Assert.Equal(open, WindowSchedule.IsOpen(windows, next.Value - Duration.FromTicks(1)));
    }, iter: 1_500);

    [Fact]
    public void One_more_deny_window_never_opens_anything() => Gen.Select(Schedules, Windows).Sample((schedule, another) =>
    {
        var (windows, now) = schedule;
        if (!WindowSchedule.IsOpen(windows, now)) Assert.False(WindowSchedule.IsOpen(windows with { Deny = [.. windows.Deny, another] }, now));
    });

    private static Gen<TimeWindow> Windows { get; } = Gen.Select(
        Gen.Int[0, Zones.Length - 1].Select(index => Zones[index]),
        Gen.Int[0, 95], Gen.Int[0, 95], Gen.Int[1, 7].List[0, 4], Gen.Int[-400, 800], Gen.Int[-30, 90], Gen.Int[0, 3],
        (zone, start, end, days, first, length, dated) => new TimeWindow(
            [.. days.Distinct().Order().Select(day => (IsoDayOfWeek)day)], LocalTime.FromMinutesSinceMidnight(start * 15), LocalTime.FromMinutesSinceMidnight(end * 15),
            dated is 1 or 3 ? Start.PlusDays(first) : null, dated is 2 or 3 ? Start.PlusDays(first + length) : null, DateTimeZoneProviders.Tzdb[zone], null));

    private static Gen<(WindowSettings Windows, Instant Now)> Schedules { get; } = Gen.Select(
        Windows.List[0, 2], Windows.List[0, 2], Gen.Int[0, 3 * 365 * 96],
        (allow, deny, quarters) => (new WindowSettings(allow, deny), Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(15L * quarters)));

    private static Decision Judge(WindowSettings windows, string now) => new WindowPolicy().Judge(
        Facts.Change with { Now = Moment(now), Environment = Facts.Environment with { Policies = new PolicySettings { Window = windows } } });

    private static TimeWindow Window(string zone, string from, string to, params IsoDayOfWeek[] days) => new(days, Time(from), Time(to), null, null, DateTimeZoneProviders.Tzdb[zone], null);

    private static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);
}
