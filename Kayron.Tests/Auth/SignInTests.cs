using System.Net;
using Kayron.Tests.Support;
using Kayron.Web.Auth;

namespace Kayron.Tests.Auth;

public sealed class SignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "/sign-in")]
    [InlineData("/changes/1", "/sign-in")]
    [InlineData("/jobs", "/sign-in")]
    [InlineData("/nothing/here", "/sign-in")]
    public async Task Who_is_not_signed_in_is_sent_to_the_sign_in_page(string path, string page)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.GetAsync(path, Cancel);
        Assert.Equal((HttpStatusCode.Redirect, page), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        Assert.Contains(Uri.EscapeDataString(path), answer.Headers.Location.Query);
    }

    [Theory]
    [InlineData("GET", "/api/v1/environments"), InlineData("POST", "/api/v1/pauses"), InlineData("GET", "/_blazor/negotiate"), InlineData("POST", "/jobs")]
    public async Task Scripts_that_are_not_signed_in_are_told_so(string method, string path)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_person_of_the_sandbox_signs_in_and_out()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using (var answer = await browser.SignInAsync("ada", "/changes/7?tab=diff"))
            Assert.Equal((HttpStatusCode.Redirect, "/changes/7?tab=diff"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/environments", Cancel)).StatusCode);
        using var left = await browser.PostAsync("/auth/sign-out", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = await browser.AntiforgeryTokenAsync() }), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/environments", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        foreach (var path in new[] { "/auth/sandbox", "/auth/token", "/auth/sign-out" })
        {
            using var answer = await browser.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = "ada", ["token"] = daemon.Token! }), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("kayron=", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Nobody_signs_in_without_a_password_where_GitHub_and_AWS_are_real()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var browser = daemon.Browser();
        using var answer = await browser.SignInAsync("ada");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_administrator_signs_in_with_the_token_that_was_shown_once()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var browser = daemon.Browser();
        using var answer = await browser.PostFormAsync("/auth/token", new() { ["token"] = daemon.Token! });
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/jobs", Cancel)).StatusCode);
        Assert.DoesNotContain(daemon.Token!, daemon.Log.ToString());
    }

    [Fact]
    public async Task After_ten_wrong_tokens_an_address_waits()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var browser = daemon.Browser();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var wrong = await browser.PostFormAsync("/auth/token", new() { ["token"] = "guess" });
            Assert.StartsWith("/sign-in?failed=token", wrong.Headers.Location!.ToString());
        }
        using var answer = await browser.PostFormAsync("/auth/token", new() { ["token"] = daemon.Token! });
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_ends_its_sessions_at_the_next_request()
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var browser = daemon.Browser();
        using var answer = await browser.PostFormAsync("/auth/token", new() { ["token"] = daemon.Token! });
        daemon.Core.Tokens.Revoke(daemon.Token!);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/environments", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("linus", HttpStatusCode.Forbidden), InlineData("ada", HttpStatusCode.Forbidden), InlineData("margaret", HttpStatusCode.OK)]
    public async Task Only_administrators_see_the_jobs(string login, HttpStatusCode status)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SignInAsync(login);
        Assert.Equal(status, (await browser.GetAsync("/jobs", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/changes/1", "/changes/1"), InlineData("/a?b=c#d", "/a?b=c#d"), InlineData(null, "/"), InlineData("", "/")]
    [InlineData("//evil.example", "/"), InlineData("/\\evil.example", "/"), InlineData("https://evil.example", "/"), InlineData("/\t/evil.example", "/"), InlineData("javascript:alert(1)", "/")]
    public void After_signing_in_nobody_is_sent_to_another_site(string? address, string expected) => Assert.Equal(expected, LocalUrl.OrHome(address));
}
