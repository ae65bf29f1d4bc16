using System.Globalization;
using Kayron.Sandbox.SignIn;
using Kayron.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kayron.Tests.EndToEnd;

/// <summary>The gates as two people meet them in their browsers: whose work it is, and who has to approve it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TwoPersonJourneyTests(Browser browser)
{
    private const string Next = "v1.9.1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_waits_for_its_window_and_for_another_person_goes_out_is_taken_back_and_stays_away_until_the_next_version()
    {
        var time = new ShiftedTime();
        var opening = time.GetUtcNow().AddHours(3);
        var opens = $"losed until {opening.ToString("ddd HH:mm", CultureInfo.InvariantCulture)} UTC";
        var author = await browser.NewPageAsync();
        var approver = await browser.NewPageAsync();
        await using var daemon = await WholeDaemon.StartAsync(pace: 200, configuration: Configuration(opening), replace: services => services.AddSingleton<TimeProvider>(time));
        await MoveOutboxAsync(daemon);

        await LookAsync(author, daemon, opens);
        await SignInAtGitHubAsync(approver, author.Url);
        await SimulateAsync(approver, opening.AddHours(1), opens);

        time.Advance(TimeSpan.FromHours(3.5));
        await Expect(author.Locator("main")).ToContainTextAsync("After approval it starts at once.");
        await Expect(author.Locator("main")).ToContainTextAsync("You wrote a commit in infrastructure, so somebody else has to approve this.");
        await Expect(author.Locator("[data-approve]")).ToHaveCountAsync(0);
        await ApproveWhatIsReplacedAsync(approver);

        await RollBackAsync(author);
        await ApproveAsync(approver, "Rolls back deployment");
        await StaysAwayAsync(author);

        await PublishNextAsync(daemon);
        await ApproveAsync(approver, Next);
        await Expect(author.Locator("main")).Not.ToContainTextAsync("is quarantined");
        await Expect(Row(author, "api")).ToContainTextAsync(Next);
        await Expect(Row(author, "api")).ToContainTextAsync("in sync");
        await author.Context.CloseAsync();
        await approver.Context.CloseAsync();
    }

    /// <summary>Production opens in three hours, for four. One of the sandbox's GitHub teams approves.</summary>
    private static Dictionary<string, string?> Configuration(DateTimeOffset opening) => new()
    {
        ["Kayron:Environments:production:Policies:Window:Allow:0:From"] = opening.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["Kayron:Environments:production:Policies:Window:Allow:0:To"] = opening.AddHours(4).ToString("HH:mm", CultureInfo.InvariantCulture),
        ["Kayron:Auth:GitHub:ClientId"] = SandboxClient.Id,
        ["Kayron:Auth:GitHub:ClientSecret"] = SandboxClient.Secret,
        ["Kayron:Auth:GitHub:Organization"] = "acme",
        ["Kayron:Auth:GitHub:Roles"] = "platform:approver",
    };

    /// <summary>Margaret gives the queue of outgoing mail another name, which replaces it.</summary>
    private static async Task MoveOutboxAsync(WholeDaemon daemon)
    {
        const string path = "cloudformation/mailer.yaml";
        var actions = daemon.Sandbox.Actions;
        var template = await File.ReadAllTextAsync(Path.Combine(daemon.Sandbox.Description.Repositories, "acme", "infrastructure", "main", path), Cancellation);
        var moved = template.Replace("acme-${Environment}-outbox", "acme-${Environment}-mail", StringComparison.Ordinal);
        Assert.NotEqual(template, moved);
        await actions.PushCommitAsync("infrastructure", "main", new Dictionary<string, string?> { [path] = moved }, "Name the queue for what it holds", "margaret", Cancellation);
        await actions.PublishReleaseAsync("infrastructure", "v0.5.9", author: "margaret", ct: Cancellation);
        await WantAsync(daemon, "infrastructure", "v0.5.9", "margaret", "v2099.1.1");
    }

    private static async Task PublishNextAsync(WholeDaemon daemon)
    {
        await daemon.Sandbox.Actions.PushCommitAsync("api", "main", message: "Mend the checkout", author: "grace", ct: Cancellation);
        await daemon.Sandbox.Actions.PublishReleaseAsync("api", Next, author: "grace", ct: Cancellation);
        await daemon.Sandbox.Actions.PushImageAsync("api", Next, ct: Cancellation);
        await WantAsync(daemon, "api", Next, "grace", "v2099.1.2");
    }

    private static async Task WantAsync(WholeDaemon daemon, string release, string version, string author, string released)
    {
        await daemon.Sandbox.Actions.ChangeDefinitionAsync("releases", "main", release, $"release: \"{version}\"", author, Cancellation);
        await daemon.Sandbox.Actions.PublishReleaseAsync("releases", released, author: author, ct: Cancellation);
    }

    /// <summary>The author finds out that it is closed, and until when: on the overview, in the environment and on the change.</summary>
    private static async Task LookAsync(IPage page, WholeDaemon daemon, string opens)
    {
        await page.GotoAsync(daemon.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Margaret" }).ClickAsync();
        await Expect(page.Locator("main[data-live]")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync($"c{opens}");
        await page.GetByRole(AriaRole.Link, new() { Name = "production", Exact = true }).First.ClickAsync();
        await Expect(Row(page, "infrastructure")).ToContainTextAsync("v0.5.7→v0.5.9");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Decisions" })).ToContainTextAsync($"C{opens}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at change" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("to production");
        await Expect(page.Locator("main")).ToContainTextAsync($"C{opens}");
        await Expect(page.Locator("main")).ToContainTextAsync($"After approval it waits: c{opens}.");
    }

    /// <summary>Somebody opens the link they were sent, signs in at GitHub on the way, and is where they wanted to be.</summary>
    private static async Task SignInAtGitHubAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("GitHub, of the sandbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ada" }).ClickAsync();
        await page.WaitForURLAsync(address);
        await Expect(page.Locator("main[data-live]")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
    }

    private static async Task SimulateAsync(IPage page, DateTimeOffset at, string opens)
    {
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Policies");
        await page.Locator("[data-simulate-environment]").SelectOptionAsync("production");
        var simulate = page.GetByRole(AriaRole.Button, new() { Name = "Simulate production" });
        await simulate.ClickAsync();
        await Expect(page.Locator("[data-simulated=hold]")).ToContainTextAsync("the same");
        await page.Locator("[data-simulate-at]").FillAsync(at.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await simulate.ClickAsync();
        var verdict = page.Locator("[data-simulated=approve]");
        await Expect(verdict).ToContainTextAsync("would ask for approval");
        await Expect(verdict).Not.ToContainTextAsync(opens);
    }

    /// <summary>Without its name typed it is refused in words; with it, it goes out.</summary>
    private static async Task ApproveWhatIsReplacedAsync(IPage page)
    {
        await ReviewAsync(page);
        await Expect(page.Locator("main")).ToContainTextAsync("Outbox is replaced, and what it holds lost");
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-approve]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Type what is removed or replaced: Outbox");
        await page.GetByLabel("Type Outbox to confirm").FocusAsync();
        await page.Keyboard.TypeAsync("Outbox");
        for (var field = 0; field < 3; field++) await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-approve]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await DeployedAsync(page);
        await Expect(page.Locator("main")).ToContainTextAsync("approved by Ada");
    }

    /// <param name="shown">What the change has to show before it is approved.</param>
    private static async Task ApproveAsync(IPage page, string shown)
    {
        await ReviewAsync(page);
        await Expect(page.Locator("main")).ToContainTextAsync(shown);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-approve]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await DeployedAsync(page);
    }

    private static async Task ReviewAsync(IPage page)
    {
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        await page.GetByRole(AriaRole.Link, new() { Name = "Review change: production" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("to production");
        // A page that has come puts the focus on its title, however late.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    private static async Task DeployedAsync(IPage page)
    {
        await page.WaitForURLAsync("**/deployments/*");
        await Expect(page.Locator(".ok", new() { HasText = "Deployed and verified" })).ToBeVisibleAsync();
    }

    /// <summary>The author takes back api alone, and has to say why.</summary>
    private static async Task RollBackAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "See the deployment" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back production" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("say why");
        foreach (var release in new[] { "infrastructure", "web", "billing" }) await dialog.GetByRole(AriaRole.Checkbox, new() { Name = release }).UncheckAsync();
        await dialog.GetByLabel("Reason").FillAsync("checkout fails");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back production" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>Runs go by, by themselves and asked for, and none brings back what was left.</summary>
    private static async Task StaysAwayAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumb" }).GetByText("production").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("api v1.9.0 is quarantined");
        await Expect(page.Locator("main")).ToContainTextAsync("“checkout fails” · Margaret");
        await Expect(page.Locator("main")).ToContainTextAsync("v1.8.2 runs instead, until another version is wanted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reconcile now" }).ClickAsync();
        await Expect(page.Locator("ul.runs li").First).ToContainTextAsync("no drift");
        await Expect(page.Locator("ul.runs li").First).ToContainTextAsync("times since");
        await Expect(Row(page, "api")).ToContainTextAsync("v1.8.2→v1.9.0");
        await Expect(Row(page, "api")).ToContainTextAsync("quarantined");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Open change");
    }

    private static ILocator Row(IPage page, string release) => page.GetByRole(AriaRole.Row, new() { Name = release });
}
