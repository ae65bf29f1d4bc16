using Kayron.Core.Commands;
using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Components;

/// <summary>A dialog, and the button that opens it.</summary>
public sealed record DialogCase(string Name, string Path, string Button)
{
    /// <summary>By keyboard, as an administrator: nobody else sees every button.</summary>
    /// <returns>The dialog.</returns>
    public async Task<ILocator> OpenAsync(IPage page, DashboardHost host)
    {
        host.Actor.Actor = FixedActor.Someone("margaret", "Margaret", Role.Administrator);
        await page.OpenAsync(host, Path);
        // A page that has come puts the focus on its title, however late: what was focused before would lose it.
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Opener(page).PressAsync("Enter");
        var dialog = page.Locator(".mud-dialog");
        await dialog.WaitForAsync();
        return dialog;
    }

    public ILocator Opener(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = Button, Exact = true }).First;
}

/// <summary>Every dialog of the dashboard, in the fakes' world.</summary>
public static class DialogList
{
    public static IReadOnlyList<DialogCase> All { get; } =
    [
        new("pause", "/environments/testing", "Pause testing"),
        new("resume", "/environments/testing", "Resume"),
        new("claim", "/environments/testing", "Claim a service"),
        new("claim-end", "/claims", "End claim of api in testing"),
        new("rollback", "/deployments/211", "Roll back"),
        new("retry", "/deployments/212", "Try again"),
        new("reject", "/changes/ch-destructive", "Reject"),
        new("override", "/changes/ch-destructive", "override its gates"),
        new("override-review", "/policies", "Mark as reviewed"),
        new("quarantine-end", "/environments/testing/releases/api", "End quarantine"),
        new("token", "/settings", "Make a token"),
        new("token-revoke", "/settings", "Revoke laptop"),
        new("session-end", "/settings/people", "End the session from 10.0.0.9"),
        new("person-disable", "/settings/people", "Disable"),
    ];
}
