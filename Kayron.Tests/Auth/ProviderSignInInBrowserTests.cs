using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Auth;

/// <summary>The buttons of the sign-in page, under the content security policy: only a browser knows whether they lead to another site.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ProviderSignInInBrowserTests(Browser browser)
{
    [Theory]
    [InlineData("Sign in with GitHub"), InlineData("Sign in with acme")]
    public async Task A_button_leads_to_the_provider_and_back_to_where_the_link_led(string button)
    {
        await using var world = await ProviderWorld.StartAsync();
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(new Uri(world.Daemon.Address, "/deployments").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync();
        await page.Locator("button[value=ada]").ClickAsync();
        await page.WaitForURLAsync("**/deployments");
        await page.Locator("main[data-live]").WaitForAsync();
    }
}
