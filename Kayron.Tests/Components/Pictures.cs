using Kayron.Sandbox;
using Kayron.Tests.Support;
using Kayron.Web.Auth;
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
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, ct: TestContext.Current.CancellationToken);
        await using var host = await DashboardHost.StartAsync(new DashboardWorld { Outbox = DashboardWorld.SomeMessages() }, new ManualTime(DashboardWorld.Now), sandbox.Actions);
        await EachWayAsync([.. Pages.All.Select(each => (each.Name, (Func<IPage, DashboardHost, Task>)((page, _) => page.OpenAsync(host, each.Path))))], host);
    }

    [Fact(Explicit = true)]
    public Task Of_every_dialog() => OfEachAsync(DialogList.All.Select(each => ("dialog-" + each.Name, (Func<IPage, DashboardHost, Task>)each.OpenAsync)));

    [Fact(Explicit = true)]
    public Task Of_every_state() => OfEachAsync(StateList.All.Select(each => ("state-" + each.Name, (Func<IPage, DashboardHost, Task>)each.OpenAsync)));

    [Fact(Explicit = true)]
    public async Task Of_signing_in_with_providers()
    {
        var providers = new SignInOptions([], false) { Organization = "acme", Oidc = "Okta" };
        await using var host = await DashboardHost.StartAsync(new DashboardWorld(), new ManualTime(DashboardWorld.Now), signIn: providers);
        await EachWayAsync([("sign-in-providers", (page, _) => page.OpenAsync(host, "/sign-in")), ("sign-in-refused", (page, _) => page.OpenAsync(host, "/sign-in?error=access_denied"))], host);
    }

    private async Task OfEachAsync(IEnumerable<(string Name, Func<IPage, DashboardHost, Task> OpenAsync)> cases)
    {
        await using var host = await DashboardHost.StartAsync(StateList.World(), new ManualTime(DashboardWorld.Now));
        await EachWayAsync([.. cases], host);
    }

    private async Task EachWayAsync(IReadOnlyList<(string Name, Func<IPage, DashboardHost, Task> OpenAsync)> cases, DashboardHost host)
    {
        var only = Environment.GetEnvironmentVariable("PICTURES");
        foreach (var (width, scheme) in Widths.SelectMany(width => new[] { (width, ColorScheme.Light), (width, ColorScheme.Dark) }))
        {
            var page = await browser.NewPageAsync(width, 900, scheme);
            foreach (var (name, openAsync) in cases.Where(each => only is null || each.Name.Contains(only, StringComparison.Ordinal)))
            {
                await openAsync(page, host);
                await PictureAsync(page, name, width, scheme, whole: !name.StartsWith("dialog", StringComparison.Ordinal));
            }
            await page.Context.CloseAsync();
        }
    }

    private static async Task PictureAsync(IPage page, string name, int width, ColorScheme scheme, bool whole)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kayron-pictures")).FullName;
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (wide > width) TestContext.Current.SendDiagnosticMessage("{0} is {1} px wide at {2}", name, wide, width);
        await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = whole });
    }
}
