using System.Net;
using System.Net.Sockets;
using Kayron.Tests.Support;
using Kayron.Web.Hosting;

namespace Kayron.Tests.Hosting;

public sealed class DaemonTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anyone_may_ask_whether_it_serves_and_what_it_is()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        Assert.Equal("OK", await browser.GetStringAsync("/healthz", Cancel));
        var version = await browser.GetStringAsync("/version", Cancel);
        foreach (var name in new[] { "arc", "gos", "sha", "src", "tag", "ver" }) Assert.Contains($"\"{name}\":", version);
    }

    [Fact]
    public async Task Static_files_are_served_from_the_repository_and_from_packages()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        foreach (var file in new[] { "/app.css", "/_content/MudBlazor/MudBlazor.min.css", "/_framework/blazor.web.js" })
        {
            using var answer = await browser.GetAsync(file, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_answered_with_a_page()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using (await browser.SignInAsync("ada"))
        {
            using var answer = await browser.GetAsync("/nowhere", Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_these_pages_never_do()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        foreach (var path in new[] { "/healthz", "/not-found", "/api/v1/environments" })
        {
            using var answer = await browser.GetAsync(path, Cancel);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.False(answer.Headers.Contains("Server"));
        }
        using var file = await browser.GetAsync("/app.css", Cancel);
        Assert.False(file.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/"), InlineData("/healthz"), InlineData("/api/v1/environments"), InlineData("/_blazor"), InlineData("/metrics")]
    public async Task What_was_sent_is_not_sent_back(string path)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Trace, path) { Headers = { { "X-Secret", "not-for-scripts" } } };
        using var answer = await browser.SendAsync(request, Cancel);
        Assert.DoesNotContain("not-for-scripts", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.NotEqual("message/http", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("kayron.example.com", HttpStatusCode.OK)]
    public async Task A_name_that_was_rebound_to_this_machine_is_refused(string host, HttpStatusCode status)
    {
        await using var daemon = await TestDaemon.StartAsync(settings: settings => settings with { HttpHosts = ["kayron.example.com"] });
        using var browser = daemon.Browser();
        browser.DefaultRequestHeaders.Host = host;
        Assert.Equal(status, (await browser.GetAsync("/healthz", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_of_a_foreign_page_is_refused()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var taken = await Assert.ThrowsAsync<AddressTakenException>(() => TestDaemon.StartAsync(settings: settings => settings with { HttpPort = port }));
        Assert.Contains($"127.0.0.1:{port}", taken.Message);
        Assert.DoesNotContain('\n', taken.Message);
    }

    [Fact]
    public async Task Keys_are_readable_to_nobody_else()
    {
        string? data = null;
        await using var daemon = await TestDaemon.StartAsync(settings: settings =>
        {
            data = settings.Data;
            return settings;
        });
        using var browser = daemon.Browser();
        await browser.GetAsync("/sign-in", Cancel);
        var key = Assert.Single(Directory.GetFiles(Path.Combine(data!, "keys"), "*.xml"));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(key)!));
    }
}
