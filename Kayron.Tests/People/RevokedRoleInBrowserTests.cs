using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kayron.Tests.People;

/// <summary>The same over the wire, in a browser that signed in at GitHub and had the change open all the while.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RevokedRoleInBrowserTests(Browser browser)
{
    [Fact]
    public async Task Who_left_the_team_while_the_page_was_open_presses_the_button_and_reads_why_not()
    {
        var time = new ShiftedTime();
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        await using var daemon = await WholeDaemon.StartAsync(pace: 1_000, configuration: WaitingProduction.GitHubSignIn("approver"), replace: services => services.AddSingleton<TimeProvider>(time));
        var change = await WaitingProduction.WaitAsync(daemon);
        await page.GotoAsync(new Uri(daemon.Address, $"/changes/{change.Id}").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }).ClickAsync();
        await page.WaitForURLAsync("**/login/oauth/authorize**");
        await page.Locator("button[value=ada]").ClickAsync();
        await page.Locator("main[data-live]").WaitForAsync();

        var button = page.Locator("[data-approve]");
        await Expect(button).ToBeVisibleAsync();
        daemon.Sandbox.GitHub.Teams.Set("ada", []);
        time.Advance(TimeSpan.FromMinutes(15));
        await button.ClickAsync();
        await Expect(page.Locator(".refusal")).ToContainTextAsync("This needs the role approver in production");
        await Expect(button).ToHaveCountAsync(0);
    }
}
