using System.Net;
using System.Net.WebSockets;
using Kayron.Tests.Support;

namespace Kayron.Tests.People;

/// <summary>Another site in the browser of somebody who is signed in: no socket, no frame, no mutation.</summary>
public sealed class CrossSiteTests
{
    private const string Evil = "https://evil.example";

    /// <summary>The webhook carries no session: its signature says who sends it. Circuits ask for their own origin. Reading metrics changes nothing.</summary>
    private static readonly string[] WithoutToken = ["/webhook/push", "/_blazor", "/_blazor/negotiate", "/_blazor/disconnect/", "/_blazor/initializers/", "/metrics"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Evil), InlineData("http://127.0.0.1:1"), InlineData("null")]
    public async Task A_socket_to_the_circuit_from_another_origin_is_refused_whatever_cookie_it_brings(string origin)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        using var foreign = await ConnectAsync(daemon, signedIn.SessionCookie(), origin);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.HttpStatusCode);
        using var own = await ConnectAsync(daemon, signedIn.SessionCookie(), daemon.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, own.HttpStatusCode);
        using var nobody = await ConnectAsync(daemon, "", daemon.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.HttpStatusCode);
    }

    [Fact]
    public async Task No_page_and_no_answer_may_stand_in_a_frame()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        foreach (var route in MappedRoute.Of(daemon.Services).Where(route => route.Method == "GET"))
        {
            using var request = route.Request();
            using var answer = await browser.SendAsync(request, Cancel);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        }
    }

    [Fact]
    public async Task Every_mutation_that_a_session_authorises_asks_for_its_antiforgery_token()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        var mutations = MappedRoute.Of(daemon.Services).Where(route => route.Mutates && !WithoutToken.Contains(route.Pattern)).ToList();
        foreach (var route in mutations)
        {
            using var request = route.Request();
            request.Content = new FormUrlEncodedContent([]);
            using var answer = await browser.SendAsync(request, Cancel);
            // Below /jobs nothing is found without a name of Hangfire's; the next test gives one.
            var expected = route.Pattern.StartsWith("/jobs", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest;
            Assert.True(answer.StatusCode == expected, $"{route}: {answer.StatusCode}");
            if (route.Pattern.StartsWith("/api", StringComparison.Ordinal)) Assert.Contains("\"code\":\"antiforgery\"", await answer.Content.ReadAsStringAsync(Cancel));
        }
        Assert.Contains(mutations, route => route.Pattern.EndsWith("/approve", StringComparison.Ordinal));
        Assert.Empty(daemon.Core.Commands.Received);
    }

    [Fact]
    public async Task Hangfires_own_buttons_ask_for_it_too()
    {
        var core = new FakeCore();
        core.Workers.Add(new FakeWorker("retention", TimeSpan.FromHours(1)));
        await using var daemon = await TestDaemon.StartAsync(core);
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        Dictionary<string, string> jobs = new() { ["jobs[]"] = "retention" };
        using var forged = await browser.PostAsync("/jobs/recurring/remove", new FormUrlEncodedContent(jobs), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Contains("retention", await browser.GetStringAsync("/jobs/recurring", Cancel));
        using var meant = await browser.PostFormAsync("/jobs/recurring/remove", jobs);
        Assert.Equal(HttpStatusCode.NoContent, meant.StatusCode);
    }

    [Fact]
    public async Task Every_mutation_from_another_origin_is_refused_even_with_the_token()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("margaret");
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        browser.DefaultRequestHeaders.Add("Origin", Evil);
        foreach (var route in MappedRoute.Of(daemon.Services).Where(route => route.Mutates && route.Pattern != "/webhook/push"))
        {
            using var request = route.Request();
            using var answer = await browser.SendAsync(request, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
        }
        Assert.Empty(daemon.Core.Commands.Received);
    }

    /// <summary>Connects as a browser does, which says where its page is from.</summary>
    /// <returns>The socket, which knows with what status it was answered.</returns>
    private static async Task<ClientWebSocket> ConnectAsync(TestDaemon daemon, string cookie, string origin)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", cookie);
        try
        {
            await socket.ConnectAsync(new UriBuilder(daemon.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            // Refused; the status says how.
        }
        return socket;
    }
}
