using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Kayron.Web.Components.Shared;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kayron.Tests.Components;

/// <summary>What only a browser can show.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrowserTests(Browser browser)
{
    private const string Hostile = "\"><img src=x onerror=alert(1)>";
    private readonly ConcurrentBag<string> _refused = [];

    [Fact]
    public async Task Everything_is_reached_and_approved_by_keyboard_and_nothing_by_a_single_key()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "/");
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("web");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".hits").First).ToContainTextAsync("web in testing");
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator("h1")).ToHaveTextAsync("3 environments, 6 releases");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Change c41f9a to production");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-approve]")).ToBeFocusedAsync();
        Assert.Empty(host.Commands.Received);
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Enter");
        var received = await host.Commands.First.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DashboardWorld.WaitingFingerprint, Assert.IsType<ApproveRequest>(received).Fingerprint);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task Text_from_outside_stays_text()
    {
        await using var host = await StartAsync(HostileWorld());
        var alerts = 0;
        var page = await OpenAsync(host, "/");
        page.Dialog += (_, dialog) =>
        {
            alerts++;
            _ = dialog.DismissAsync();
        };
        foreach (var path in new[] { "/", "/changes/ch-production", "/deployments/212", "/environments/testing", $"/search?q={Uri.EscapeDataString(Hostile)}" })
        {
            await page.OpenAsync(host, path);
            Assert.Equal(0, await page.Locator("img, main a[href^='javascript']").CountAsync());
            await Expect(page.Locator("main")).ToContainTextAsync(Hostile);
        }
        Assert.Equal(0, alerts);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task An_open_page_shows_what_is_stored_without_being_reloaded()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "/deployments/214");
        await Expect(page.Locator("[role=progressbar]")).ToHaveAttributeAsync("aria-valuenow", "61");
        host.World.Deployments[0] = DashboardWorld.Deploying() with { Progress = new(12, 13, null) };
        host.Feed.Publish("staging");
        host.Time.Advance(LiveUpdates.Window);
        await Expect(page.Locator("[role=progressbar]")).ToHaveAttributeAsync("aria-valuenow", "92");
    }

    [Fact]
    public async Task Menus_open_by_keyboard_and_break_no_rule_while_they_are_open()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "/");
        await page.GetByLabel("Account of Ada").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        Assert.Empty((await page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeHiddenAsync();
        await page.SetViewportSizeAsync(360, 780);
        await page.Locator("summary[aria-label=Navigation]").ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Folded" }).GetByRole(AriaRole.Link, new() { Name = "Deployments" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Deployments");
    }

    [Fact]
    public async Task The_chosen_theme_is_remembered_by_this_browser_alone()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, "/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await page.OpenAsync(host, "/");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 19, 26)");
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name.Contains("theme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_page_and_no_state_of_one_scrolls_sideways_on_a_telephone_or_a_tablet()
    {
        await using var host = await DashboardHost.StartAsync(StateList.World(), new ManualTime(DashboardWorld.Now));
        var page = await browser.NewPageAsync(360, 780);
        foreach (var (name, path) in Pages.Distinct)
        {
            await page.OpenAsync(host, path);
            await FitsAsync(page, name);
        }
        foreach (var state in StateList.All)
        {
            await state.OpenAsync(page, host);
            await FitsAsync(page, state.Name);
        }
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        foreach (var width in new[] { 768, 360 })
        {
            await page.SetViewportSizeAsync(width, 780);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} at {width}");
        }
    }

    private static Task<DashboardHost> StartAsync(DashboardWorld? world = null) => DashboardHost.StartAsync(world ?? new DashboardWorld(), new ManualTime(DashboardWorld.Now));

    /// <summary>A page that notes what the content security policy refused.</summary>
    private async Task<IPage> OpenAsync(DashboardHost host, string path)
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) _refused.Add(message.Text);
        };
        await page.OpenAsync(host, path);
        return page;
    }

    private static DashboardWorld HostileWorld()
    {
        var world = new DashboardWorld();
        var changed = new ChangedRelease(Hostile, Hostile, Hostile, "javascript:alert(1)", "branch", new(1, [Hostile], true));
        world.Changes[0] = DashboardWorld.AwaitingApproval() with
        {
            Releases = [changed],
            Warnings = [Hostile],
            Waiting = Hostile,
            Parameters = [new(Hostile, Hostile, Hostile)],
            Templates = [new(Hostile, $"+{Hostile}")],
            Resources = [new(Hostile, Hostile, "modify", null, "certain", Hostile, false, [new(Hostile, Hostile, Hostile, Hostile)])],
            Decisions = [new("Approval", "approve", Hostile, Hostile, null)],
            Approvals = [new("x", Hostile, "approved", Hostile, DashboardWorld.Now)],
        };
        world.Deployments[1] = DashboardWorld.Failed() with { Releases = [changed], Outcome = Hostile, RootCause = new(Hostile, Hostile, Hostile, Hostile, DashboardWorld.Now, [Hostile]) };
        world.Environments[0] = world.Environments[0] with
        {
            Problem = Hostile,
            Releases = [new(Hostile, "service", Hostile, Hostile, Hostile, Hostile, "other", "held", Hostile)],
            Pauses = [new(1, "testing", Hostile, Hostile, Hostile, DashboardWorld.Now, null)],
        };
        return world;
    }
}
