using Kayron.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kayron.Tests.EndToEnd;

/// <summary>A person in front of the whole of it: pages over the schedule over the loop over GitHub's and AWS's emulators.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrowserJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_person_finds_out_why_production_waits_approves_watches_and_finds_it_in_the_history()
    {
        var page = await browser.NewPageAsync();
        // Slow enough that a person, or this test, sees it deploy.
        await using var daemon = await WholeDaemon.StartAsync(pace: 15);

        await page.GotoAsync(daemon.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Ada" }).ClickAsync();
        await Expect(page.Locator("main[data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("3 environments, 7 releases");

        // Testing and staging deploy by themselves; production waits, and says for what.
        await Expect(page.Locator(".ok", new() { HasText = "Deployed and verified" })).ToHaveCountAsync(2);
        await page.GetByText("Review change").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("to production");
        await Expect(page.Locator("main")).ToContainTextAsync("v1.8.2→v1.9.0");
        await Expect(page.Locator("main")).ToContainTextAsync("0 of 1 approvals");

        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-approve]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/deployments/*");
        await Expect(page.Locator("[role=progressbar]").First).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("tasks run the approved image");
        await Expect(page.Locator("main")).ToContainTextAsync("approved by Ada");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("d");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Deployments");
        await Expect(page.Locator("main")).ToContainTextAsync("production");
        await Expect(page.Locator(".ok", new() { HasText = "Deployed and verified" })).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Saving_a_file_shows_its_drift_without_a_reload()
    {
        var page = await browser.NewPageAsync();
        await using var daemon = await WholeDaemon.StartAsync(pace: 1_000);
        await page.GotoAsync(new Uri(daemon.Address, "/environments/staging").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Grace" }).ClickAsync();
        await Expect(page.Locator("main[data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("v1.9.0");

        var file = Path.Combine(daemon.Sandbox.Description.Repositories, "acme", "releases", "main", "service", "service.yaml");
        var definitions = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("v1.9.0", definitions, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, definitions.Replace("v1.9.0", "v1.9.7", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await Expect(page.Locator("main")).ToContainTextAsync("image v1.9.7 is not pushed yet");
    }
}
