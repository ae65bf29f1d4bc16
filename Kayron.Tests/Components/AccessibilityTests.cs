using Deque.AxeCore.Playwright;
using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Components;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(Browser browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_breaks_a_rule_that_a_machine_can_check(ColorScheme scheme)
    {
        await using var host = await DashboardHost.StartAsync(new DashboardWorld(), new ManualTime(DashboardWorld.Now));
        var page = await browser.NewPageAsync(scheme: scheme);
        var found = new List<string>();
        foreach (var (name, path) in Pages.All)
        {
            await page.OpenAsync(host, path);
            var result = await page.RunAxe();
            found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{name}: {violation.Id}: {node.Html}")));
        }
        Assert.Empty(found);
    }
}
