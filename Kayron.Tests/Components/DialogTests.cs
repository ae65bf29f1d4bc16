using Kayron.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kayron.Tests.Components;

/// <summary>Dialogs by keyboard, in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DialogTests(Browser browser)
{
    [Fact]
    public async Task Focus_goes_into_every_dialog_stays_there_and_returns_to_where_it_was_opened_from()
    {
        await using var host = await DashboardHost.StartAsync(new DashboardWorld(), new ManualTime(DashboardWorld.Now));
        var page = await browser.NewPageAsync();
        foreach (var each in DialogList.All)
        {
            var dialog = await each.OpenAsync(page, host);
            await Expect(dialog.Locator(":is(input, textarea, select, button):focus")).ToHaveCountAsync(1);
            for (var field = 0; field < 12; field++)
            {
                await page.Keyboard.PressAsync("Tab");
                Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.mud-dialog').contains(document.activeElement)"), $"{each.Name}: Tab leaves it");
            }
            await page.Keyboard.PressAsync("Escape");
            await Expect(dialog).ToHaveCountAsync(0);
            await Expect(each.Opener(page)).ToBeFocusedAsync();
        }
        Assert.Empty(host.Commands.Received);
        await page.Context.CloseAsync();
    }
}
