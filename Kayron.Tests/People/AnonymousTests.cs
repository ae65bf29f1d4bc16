using System.Net;
using Kayron.Tests.Support;

namespace Kayron.Tests.People;

/// <summary>Nobody is signed in: everything answers 401 or leads to the sign-in page, but what is listed here.</summary>
public sealed class AnonymousTests
{
    /// <summary>What says that it serves, and what it takes to sign in. The webhook asks for its signature; <c>/metrics</c> is open on this machine alone.</summary>
    private static readonly string[] Open =
    [
        "/healthz", "/readyz", "/version", "/sign-in", "/denied", "/not-found", "/auth/github", "/auth/oidc", "/auth/sandbox", "/auth/token", "/auth/sign-out", "/auth/antiforgery", "/webhook/push", "/metrics",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_is_mapped_asks_who_it_is()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        var closed = MappedRoute.Of(daemon.Services).Where(route => !Open.Contains(route.Pattern)).ToList();
        foreach (var route in closed)
        {
            using var request = route.Request();
            using var answer = await browser.SendAsync(request, Cancel);
            var isPage = route.Method == "GET" && !Scripted(route);
            Assert.True(answer.StatusCode == (isPage ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized), $"{route}: {answer.StatusCode}");
            if (isPage) Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
        }
        foreach (var prefix in new[] { "/jobs", "/api/v1/changes", "/openapi", "/_blazor", "/settings/people" }) Assert.Contains(closed, route => route.Pattern.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/webhook/push", HttpStatusCode.NotFound), InlineData("POST", "/auth/token", HttpStatusCode.BadRequest), InlineData("POST", "/auth/sandbox", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/sign-in", HttpStatusCode.BadRequest), InlineData("GET", "/auth/github", HttpStatusCode.NotFound), InlineData("GET", "/sign-in", HttpStatusCode.OK)]
    public async Task What_is_open_does_nothing_for_nobody(string method, string path, HttpStatusCode status)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("kayron=", StringComparison.Ordinal)));
    }

    private static bool Scripted(MappedRoute route) => new[] { "/api", "/openapi", "/_blazor" }.Any(prefix => route.Pattern.StartsWith(prefix, StringComparison.Ordinal));
}
