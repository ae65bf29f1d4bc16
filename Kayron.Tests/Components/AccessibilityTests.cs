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
            await page.OpenAsync(host, path);
            found.AddRange(await LookAsync(page, name, page.RunAxe));
        }
        Assert.Empty(found);
    }

    [Fact]
    public async Task No_dialog_and_no_state_breaks_one_either()
    {
        await using var host = await DashboardHost.StartAsync(StateList.World(), new ManualTime(DashboardWorld.Now));
        var page = await browser.NewPageAsync();
        var found = new List<string>();
        foreach (var dialog in DialogList.All)
        {
            var shown = await dialog.OpenAsync(page, host);
            found.AddRange(await LookAsync(page, $"dialog {dialog.Name}", shown.RunAxe));
        }
        foreach (var state in StateList.All)
        {
            await state.OpenAsync(page, host);
            found.AddRange(await LookAsync(page, state.Name, page.RunAxe));
        }
        Assert.Empty(found);
    }

    private static async Task<IReadOnlyList<string>> LookAsync(IPage page, string name, Func<AxeRunOptions?, Task<AxeResult>> look)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var light = Violations($"{name}, light", await look(null));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        return [.. light, .. Violations($"{name}, dark", await look(ColoursOnly))];
    }

    /// <summary>All that another theme changes.</summary>
    private static AxeRunOptions ColoursOnly => new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private static IEnumerable<string> Violations(string where, AxeResult result) =>
        result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id}: {node.Html}"));
}
