using Kayron.Tests.Support;

namespace Kayron.Tests.Hosting;

/// <summary>Headers, sign-in, antiforgery and the circuit together: only a browser holds to all of them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DaemonInBrowserTests(Browser browser)
{
    [Fact]
    public async Task A_person_signs_in_lands_where_the_link_led_and_has_a_live_page()
    {
        await using var daemon = await TestDaemon.StartAsync();
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        await page.GotoAsync(new Uri(daemon.Address, "/deployments").ToString());
        await page.Locator("button[value=ada]").ClickAsync();
        await page.WaitForURLAsync("**/deployments");
        await page.Locator("main[data-live]").WaitForAsync();
        Assert.Empty(complaints);

        Assert.NotEmpty(await page.Context.CookiesAsync());
        Assert.All(await page.Context.CookiesAsync(), cookie => Assert.True(cookie.HttpOnly, cookie.Name));
    }

    [Fact]
    public async Task Hangfires_pages_work_under_the_content_security_policy()
    {
        var core = new FakeCore();
        core.Workers.Add(new FakeWorker("retention", TimeSpan.FromHours(1)));
        await using var daemon = await TestDaemon.StartAsync(core);
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        await page.GotoAsync(new Uri(daemon.Address, "/jobs/recurring").ToString());
        await page.Locator("button[value=margaret]").ClickAsync();
        await page.GetByText("retention").First.WaitForAsync();
        Assert.Empty(complaints);
    }
}
