using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Kayron.Sandbox;
using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Components;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(Browser browser)
{
    [Fact]
    public async Task No_page_breaks_a_rule_that_a_machine_can_check_in_either_theme()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, ct: TestContext.Current.CancellationToken);
        await using var host = await DashboardHost.StartAsync(new DashboardWorld(), new ManualTime(DashboardWorld.Now), sandbox.Actions);
        var page = await browser.NewPageAsync();
        var found = new List<string>();
        foreach (var (name, path) in Pages.Distinct)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.OpenAsync(host, path);
            found.AddRange(Violations($"{name}, light", await page.RunAxe()));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange(Violations($"{name}, dark", await page.RunAxe(ColoursOnly)));
        }
        Assert.Empty(found);
    }

    /// <summary>All that another theme changes.</summary>
    private static AxeRunOptions ColoursOnly => new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private static IEnumerable<string> Violations(string where, AxeResult result) =>
        result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id}: {node.Html}"));
}
