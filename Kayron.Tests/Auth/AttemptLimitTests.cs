using System.Net;
using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Kayron.Web.Auth;

namespace Kayron.Tests.Auth;

public sealed class AttemptLimitTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void An_address_waits_until_its_minute_is_over_and_others_do_not()
    {
        var limit = new AttemptLimit(fromOne: 3, fromAll: 100, _time);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => limit.TryTake("192.0.2.1")));
        Assert.True(limit.TryTake("192.0.2.2"));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(limit.TryTake("192.0.2.1"));
    }

    [Fact]
    public void All_together_are_bounded_however_many_addresses_they_come_from()
    {
        var limit = new AttemptLimit(fromOne: 10, fromAll: 200, _time);
        var taken = Enumerable.Range(0, 100_000).Count(number => limit.TryTake($"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}"));
        Assert.Equal(200, taken);
    }

    [Fact]
    public void Whoever_has_one_IPv6_address_has_those_beside_it()
    {
        var limit = new AttemptLimit(fromOne: 3, fromAll: 100, _time);
        Assert.Equal(3, Enumerable.Range(1, 50).Count(number => limit.TryTake($"2001:db8:1:2::{number:x}")));
        Assert.True(limit.TryTake("2001:db8:1:3::1"));
    }

    [Fact]
    public async Task Guessing_under_made_up_addresses_counts_for_the_one_it_comes_from()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var guesser = daemon.Script("wrong");
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < 61; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/environments") { Headers = { { "X-Forwarded-For", $"192.0.2.{attempt}" }, { "Forwarded", $"for=192.0.2.{attempt}" } } };
            request.Headers.Authorization = new("Bearer", $"guess-{attempt}");
            using var answer = await guesser.SendAsync(request, Cancel);
            last = answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        // A good token that nobody has used from here might be a guess: it waits, too.
        using var script = daemon.Script();
        using var refused = await script.GetAsync("/api/v1/environments", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_colleague_behind_the_same_address_goes_on_while_another_guesses()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var colleague = daemon.Script();
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/api/v1/environments", Cancel)).StatusCode);
        using var guesser = daemon.Script("wrong");
        for (var attempt = 0; attempt < 61; attempt++) (await guesser.GetAsync("/api/v1/environments", Cancel)).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/api/v1/environments", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(true, "198.51.100.7 api"), InlineData(false, "127.0.0.1 api")]
    public async Task A_forwarded_address_is_believed_of_a_configured_proxy_alone(bool configured, string origin)
    {
        await using var daemon = await TestDaemon.StartAsync(settings: settings => settings with { HttpProxies = configured ? [IPNetwork.Parse("127.0.0.0/8")] : [] });
        using var script = daemon.Script(daemon.Core.Tokens.Add("a-token-of-graces", "grace", Role.Operator));
        script.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.66, 198.51.100.7");
        using var answer = await script.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        // What stands left of the proxy's own entry was written by the client.
        Assert.Equal(origin, Assert.Single(daemon.Core.Commands.Actors).Origin);
    }
}
