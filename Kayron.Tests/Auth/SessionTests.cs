using System.Net;
using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Auth;

/// <summary>A session ends at sign-out, by revocation and by time, whatever cookie somebody still has.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_its_session_was_signed_out()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("ada");
        using var thief = daemon.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", signedIn.SessionCookie());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(thief));
        using var left = await browser.PostFormAsync("/auth/sign-out", []);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(thief));
        Assert.Equal(["sandbox:ada sign-in", "sandbox:ada sign-out"], daemon.Core.Accounts.Audit);
    }

    [Fact]
    public async Task Signing_in_again_begins_another_session_and_ends_the_one_before()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var first = await browser.SignInAsync("ada");
        using var second = await browser.SignInAsync("margaret");
        Assert.NotEqual(first.SessionCookie(), second.SessionCookie());
        using var fixated = daemon.Browser();
        fixated.DefaultRequestHeaders.Add("Cookie", first.SessionCookie());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(fixated));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    [Fact]
    public async Task A_revoked_session_is_refused_at_the_next_request()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SignInAsync("ada");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
        await daemon.Core.Accounts.RevokeSessionAsync(FixedActor.Someone("margaret", "Margaret", Role.Administrator), 1, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser));
    }

    [Fact]
    public async Task An_account_that_is_disabled_is_refused_at_the_next_request_and_at_the_next_sign_in()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SignInAsync("ada");
        await daemon.Core.Accounts.DisableAsync(FixedActor.Someone("margaret", "Margaret", Role.Administrator), "sandbox:ada", null, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser));
        using var again = await browser.SignInAsync("ada");
        Assert.StartsWith("/sign-in?failed=disabled", again.Headers.Location!.ToString());
    }

    [Fact]
    public async Task What_a_session_does_is_told_with_where_it_is_done_from_not_with_where_it_began()
    {
        await using var daemon = await TestDaemon.StartAsync(settings: settings => settings with { HttpProxies = [IPNetwork.Parse("127.0.0.0/8")] });
        using var browser = daemon.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        using var signedIn = await browser.SignInAsync("grace");
        browser.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await browser.AntiforgeryTokenAsync());
        browser.DefaultRequestHeaders.Remove("X-Forwarded-For");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.66");
        using var answer = await browser.PostAsync("/api/v1/environments/production/reconcile", null, Cancel);
        Assert.Equal("203.0.113.66 api", Assert.Single(daemon.Core.Commands.Actors).Origin);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_and_lives_no_longer_than_it_may()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(56));
        var accounts = new FakeAccounts(time);
        var limits = new SessionLimits(TimeSpan.FromHours(1), TimeSpan.FromHours(3));
        var sessions = accounts.Sessions(limits);
        await BeginAsync(accounts, "used", time.GetUtcNow() + limits.Lifetime);
        await BeginAsync(accounts, "idle", time.GetUtcNow() + limits.Lifetime);
        for (var minutes = 0; minutes < 179; minutes += 30)
        {
            Assert.NotNull(await sessions.FindAsync("used", used: true, Cancel));
            // A page that only looks keeps nothing alive.
            Assert.Equal(minutes < 60, await sessions.FindAsync("idle", used: false, Cancel) is not null);
            time.Advance(TimeSpan.FromMinutes(30));
        }
        Assert.Null(await sessions.FindAsync("used", used: true, Cancel));
    }

    [Fact]
    public async Task A_page_of_many_parts_asks_the_database_once()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(56));
        var accounts = new FakeAccounts(time);
        var sessions = accounts.Sessions(SessionLimits.Default);
        await BeginAsync(accounts, "one", time.GetUtcNow().AddDays(1));
        for (var part = 0; part < 50; part++) Assert.NotNull(await sessions.FindAsync("one", used: true, Cancel));
        Assert.Equal(1, accounts.Reads);
    }

    [Fact]
    public async Task What_was_read_before_a_revocation_does_not_outlive_it()
    {
        var cache = new SessionCache(new ManualTime(default));
        var (session, account) = (new Session(1, "a", default, default, default, "", "", null), new Account("a", "", "", null, [], default));
        await cache.GetAsync("x", () =>
        {
            cache.Clear();
            return Task.FromResult<(Session, Account)?>((session, account));
        });
        Assert.Null(await cache.GetAsync("x", () => Task.FromResult<(Session, Account)?>(null)));
    }

    [Fact]
    public async Task An_open_page_that_does_nothing_shows_nothing_more_once_its_session_has_ended()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var answer = await browser.SignInAsync("ada");
        await using var circuit = daemon.Services.CreateAsyncScope();
        var state = Assert.IsType<SessionState>(circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        var actor = circuit.ServiceProvider.GetRequiredService<ICurrentActor>();
        ((IHostEnvironmentAuthenticationStateProvider)state).SetAuthenticationState(Task.FromResult(new AuthenticationState(await answer.PrincipalAsync(daemon.Services))));
        await state.LookAsync();
        Assert.NotNull(await actor.GetAsync());

        await daemon.Core.Accounts.RevokeSessionAsync(FixedActor.Someone("margaret", "Margaret", Role.Administrator), 1, Cancel);
        Assert.Null(await actor.GetAsync());
        await state.LookAsync();
        Assert.False((await state.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    private static Task BeginAsync(FakeAccounts accounts, string session, DateTimeOffset expires)
    {
        var account = new Account("sandbox:ada", "ada", "Ada", null, [], default);
        return accounts.SignInAsync(account, new NewSession(TokenText.Hash(session), account.Id, expires, "", ""), FixedActor.Someone("ada", "Ada", Role.Viewer), Cancel);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/environments", Cancel);
        return answer.StatusCode;
    }
}
