using Kayron.Sandbox;
using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Components;

/// <summary>Takes pictures of every page for people to look at. Runs only when asked for: <c>dotnet run --project Kayron.Tests -- -class "*Pictures" -explicit only</c>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class Pictures(Browser browser)
{
    private static readonly int[] Widths = [1440, 768, 360];

    [Fact(Explicit = true)]
    public async Task Of_every_page()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kayron-pictures")).FullName;
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, ct: TestContext.Current.CancellationToken);
        await using var host = await DashboardHost.StartAsync(new DashboardWorld { Outbox = DashboardWorld.SomeMessages() }, new ManualTime(DashboardWorld.Now), sandbox.Actions);
        foreach (var width in Widths)
        {
            await TakeAsync(host, directory, width, ColorScheme.Light);
            await TakeAsync(host, directory, width, ColorScheme.Dark);
        }
    }

    [Fact(Explicit = true)]
    public async Task Of_every_dialog()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kayron-pictures")).FullName;
        var only = Environment.GetEnvironmentVariable("PICTURES");
        await using var host = await DashboardHost.StartAsync(new DashboardWorld(), new ManualTime(DashboardWorld.Now));
        foreach (var width in Widths)
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.NewPageAsync(width, 900, scheme);
            foreach (var each in DialogList.All.Where(candidate => only is null || candidate.Name.Contains(only, StringComparison.Ordinal)))
            {
                await each.OpenAsync(page, host);
                await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"dialog-{each.Name}-{width}-{scheme}.png".ToLowerInvariant()) });
            }
            await page.Context.CloseAsync();
        }
    }

    private async Task TakeAsync(DashboardHost host, string directory, int width, ColorScheme scheme)
    {
        var only = Environment.GetEnvironmentVariable("PICTURES");
        var page = await browser.NewPageAsync(width, 900, scheme);
        foreach (var (name, path) in Pages.All.Where(candidate => only is null || candidate.Name.Contains(only, StringComparison.Ordinal)))
        {
            await page.OpenAsync(host, path);
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (wide > width) TestContext.Current.SendDiagnosticMessage("{0} is {1} px wide at {2}", name, wide, width);
            await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
        }
        await page.Context.CloseAsync();
    }
}
