using Microsoft.Playwright;

namespace Kayron.Tests.Support;

public static class PageExtensions
{
    /// <summary>Goes there and waits until it answers to clicks; static pages do at once.</summary>
    public static async Task OpenAsync(this IPage page, DashboardHost host, string path)
    {
        await page.GotoAsync(new Uri(host.Address, path).ToString());
        await page.Locator("main[data-live], main.narrow").First.WaitForAsync();
    }
}
