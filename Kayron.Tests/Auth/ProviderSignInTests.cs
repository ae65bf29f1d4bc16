using System.Net;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Auth;

/// <summary>Signing in with GitHub and with OpenID Connect, whole: Kayron, a browser's cookies, and a provider that checks what the real ones check.</summary>
public sealed class ProviderSignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task A_member_signs_in_and_has_the_roles_of_their_teams(string provider)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var answer = await browser.SignInAtAsync(provider, "ada", "/changes/7?tab=diff");
        Assert.Equal((HttpStatusCode.Redirect, "/changes/7?tab=diff"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var id = world.Sandbox.GitHub.FindPerson("ada")!.Id;
        var account = provider == "github" ? $"github:{id}" : $"oidc:{world.Sandbox.Description.GitHub}oidc|00u{id}";
        var person = Assert.Single((await world.Accounts.ListAsync(new PageRequest(), Cancel)).Items);
        Assert.Equal((account, "ada", "Ada"), (person.Account, person.Login, person.Name));
        Assert.Equal(["*", "engineering", "platform"], person.Groups);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/api/v1/environments"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(browser, "/jobs"));
        var actor = world.Daemon.Services.GetRequiredService<ActorSource>().ActorOf((await world.Accounts.FindAsync(account, Cancel))!, "");
        Assert.Equal("* Viewer, production Approver", string.Join(", ", actor!.Roles.Select(role => $"{role.Key} {role.Value}")));
        Assert.DoesNotContain("gho_", world.Daemon.Log.ToString());
    }

    [Theory]
    [InlineData("github", "margaret", HttpStatusCode.OK), InlineData("oidc", "margaret", HttpStatusCode.OK), InlineData("github", "grace", HttpStatusCode.Forbidden)]
    public async Task Only_who_is_in_the_administrators_team_is_an_administrator(string provider, string login, HttpStatusCode jobs)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var answer = await browser.SignInAtAsync(provider, login);
        Assert.Equal(jobs, await StatusAsync(browser, "/jobs"));
    }

    [Theory]
    [InlineData("github", "mallory", "not-member"), InlineData("oidc", "mallory", "no-role"), InlineData("github", null, "refused"), InlineData("oidc", null, "refused")]
    public async Task Who_is_no_member_or_refuses_is_told_why_and_has_no_session(string provider, string? login, string code)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var answer = await browser.SignInAtAsync(provider, login);
        Assert.Equal($"/sign-in?failed={code}", answer.Headers.Location!.ToString());
        await AssertNobodyAsync(world, browser);
        Assert.Contains("sign-in refused", world.Daemon.Log.ToString());
    }

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task An_answer_that_belongs_to_another_browser_signs_nobody_in(string provider)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var attacker = world.Daemon.Browser();
        using var victim = world.Daemon.Browser();
        var answer = await (await attacker.LeaveAsync(provider)).ChooseAsync("mallory");
        using var planted = await victim.GetAsync(answer, Cancel);
        Assert.Equal("/sign-in?failed=provider", planted.Headers.Location!.ToString());
        await AssertNobodyAsync(world, victim);
    }

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task A_code_that_was_stolen_from_another_sign_in_is_refused(string provider)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var victim = world.Daemon.Browser();
        using var attacker = world.Daemon.Browser();
        var stolen = Query(await (await victim.LeaveAsync(provider)).ChooseAsync("margaret"), "code");
        var own = await (await attacker.LeaveAsync(provider)).ChooseAsync("linus");
        using var answer = await attacker.GetAsync(own.ToString().Replace(Query(own, "code"), stolen, StringComparison.Ordinal), Cancel);
        Assert.Equal("/sign-in?failed=provider", answer.Headers.Location!.ToString());
        await AssertNobodyAsync(world, attacker);
    }

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task An_answer_is_good_once(string provider)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        var answer = await (await browser.LeaveAsync(provider)).ChooseAsync("ada");
        using var first = await browser.GetAsync(answer, Cancel);
        Assert.Equal("/", first.Headers.Location!.ToString());
        using var second = await browser.GetAsync(answer, Cancel);
        Assert.Equal("/sign-in?failed=provider", second.Headers.Location!.ToString());
        Assert.Single((await world.Accounts.ListSessionsAsync(null, new PageRequest(), Cancel)).Items);
    }

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task A_wrong_client_secret_signs_nobody_in_and_is_not_logged(string provider)
    {
        await using var world = await ProviderWorld.StartAsync(secret: "not-the-secret-of-this-client");
        using var browser = world.Daemon.Browser();
        using var answer = await browser.SignInAtAsync(provider, "ada");
        Assert.Equal("/sign-in?failed=provider", answer.Headers.Location!.ToString());
        await AssertNobodyAsync(world, browser);
        Assert.DoesNotContain("not-the-secret", world.Daemon.Log.ToString());
    }

    [Theory]
    [InlineData("github"), InlineData("oidc")]
    public async Task An_account_that_was_disabled_does_not_come_back_by_signing_in(string provider)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var first = await browser.SignInAtAsync(provider, "ada");
        var person = Assert.Single((await world.Accounts.ListAsync(new PageRequest(), Cancel)).Items);
        await world.Accounts.DisableAsync(FixedActor.Someone("margaret", "Margaret", Role.Administrator), person.Account, null, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "/api/v1/environments"));
        using var second = await browser.SignInAtAsync(provider, "ada");
        Assert.Equal("/sign-in?failed=disabled", second.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("github", "cross-site"), InlineData("oidc", "cross-site"), InlineData("oidc", "same-site")]
    public async Task A_link_of_another_site_leads_to_the_button_and_not_past_it(string provider, string site)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/auth/{provider}?returnUrl=/changes/7") { Headers = { { "Sec-Fetch-Site", site } } };
        using var answer = await browser.SendAsync(request, Cancel);
        Assert.Equal("/sign-in?returnUrl=%2Fchanges%2F7", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string returnUrl)
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        using var answer = await browser.SignInAtAsync("github", "ada", returnUrl);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_provider_is_not_asked_without_end()
    {
        await using var world = await ProviderWorld.StartAsync();
        using var browser = world.Daemon.Browser();
        for (var attempt = 0; attempt < 30; attempt++) await browser.LeaveAsync("github");
        using var answer = await browser.GetAsync("/auth/oidc/callback?code=x&state=made-up", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("60", answer.Headers.RetryAfter!.ToString());
    }

    [Theory]
    [InlineData("/auth/github"), InlineData("/auth/oidc")]
    public async Task A_provider_that_is_not_configured_is_not_there(string path)
    {
        await using var daemon = await TestDaemon.StartAsync(sandbox: false);
        using var browser = daemon.Browser();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, path));
    }

    [Fact]
    public async Task Over_https_cookies_are_for_this_host_alone_and_the_way_back_is_https()
    {
        await using var world = await ProviderWorld.StartAsync(settings: settings => settings with { PublicUrl = new Uri("https://kayron.example.com/") });
        using var browser = world.Daemon.Browser();
        browser.DefaultRequestHeaders.Host = "kayron.example.com";
        var address = await browser.LeaveAsync("github");
        Assert.Equal("https://kayron.example.com/auth/github/callback", Query(address, "redirect_uri"));
        using var page = await browser.GetAsync("/sign-in", Cancel);
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        using var gitHub = await browser.GetAsync("/auth/github", Cancel);
        using var oidc = await browser.GetAsync("/auth/oidc", Cancel);
        var cookies = new[] { page, gitHub, oidc }.SelectMany(answer => answer.Headers.GetValues("Set-Cookie")).ToList();
        // Of forms, of both ways to a provider, and the nonce of one.
        Assert.Equal(4, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-kayron", cookie);
            foreach (var attribute in new[] { "secure", "httponly", "path=/;", "samesite=" }) Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static string Query(Uri address, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query)[name].ToString();

    private static async Task AssertNobodyAsync(ProviderWorld world, HttpClient browser)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "/api/v1/environments"));
        Assert.Empty((await world.Accounts.ListSessionsAsync(null, new PageRequest(), Cancel)).Items);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Cancel);
        return answer.StatusCode;
    }
}
